import { expect, test } from 'vitest';
import { AlreadyDonePage } from './already-done-page.tsx';
import { icon, stylesheet } from './assets.ts';
import { everyPage, everyRendering } from './every-page/every-page.fixture.ts';
import { renderPage } from './render.tsx';
import { english } from './words/en/en.ts';

const pages = Object.entries(everyPage(english));

test('a page is a complete document with a title, one main landmark and one heading 1', () => {
  for (const [name, html] of pages) {
    expect(html.startsWith('<!doctype html>\n<html lang="en" dir="ltr">'), name).toBe(true);
    expect(html, name).toMatch(/<title>[^<]+ · [^<]+<\/title>/);
    expect(html.match(/<main/g), name).toHaveLength(1);
    expect(html.match(/<h1[ >]/g), name).toHaveLength(1);
  }
});

test('a page holds nothing that the content security policy forbids', () => {
  for (const [name, html] of pages) {
    expect(html, name).not.toMatch(/<script|<style|<iframe|<object|<base/i);
    expect(html, name).not.toMatch(/<[^>]*\s(style|on\w+)=/i);
    expect(html, name).not.toMatch(/javascript:|data:/i);
  }
});

test('a page loads only its own stylesheet and icon', () => {
  for (const [name, html] of pages) {
    const links = [...html.matchAll(/<link [^>]*href="([^"]+)"/g)].map((match) => match[1]);
    expect(links, name).toEqual([stylesheet.path, icon.path]);
  }
});

test('a page posts forms only to paths of its own, each with a token', () => {
  for (const [name, html] of pages) {
    for (const [form, action] of html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>.*?<\/form>/gs)) {
      expect(action, name).toMatch(/^\/(?![/\\])/);
      expect(form, name).toMatch(/^<form[^>]*method="post"/);
      expect(form, name).toMatch(/name="(csrf|xsrf)"/);
    }
  }
});

test('a page uses every id once, and refers only to ids that it has', () => {
  for (const [name, html] of pages) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size, name).toBe(ids.length);
    for (const [, id] of html.matchAll(/(?:aria-labelledby|\sform)="([^"]+)"/g)) {
      expect(ids, name).toContain(id);
    }
  }
});

test('above a page stands the operator, and nothing that anybody else says of themselves', () => {
  const banner = (html: string) => /<header.*?<\/header>/s.exec(html)?.[0];
  const titleEnd = (html: string) => / · [^·]*<\/title>/.exec(html)?.[0];
  for (const { name, brand, html } of everyRendering()) {
    // A page that says nothing but words.
    const plain = renderPage(AlreadyDonePage, {}, { words: english, brand });
    expect(banner(plain), name).toContain('<bdi>');
    expect(banner(html(english)), name).toBe(banner(plain));
    expect(titleEnd(html(english)), name).toBe(titleEnd(plain));
  }
});
