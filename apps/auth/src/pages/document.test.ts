import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.fixture.ts';
import { favicon, stylesheet } from './assets.ts';

describe.each(Object.entries(everyPage()))('the %s page', (_name, html) => {
  test('is a complete document in English with a title, one main landmark and one heading 1', () => {
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(html).toMatch(/<title>[^<]+ · Gatehouse<\/title>/);
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
  });

  test('holds nothing that the content security policy forbids', () => {
    expect(html).not.toMatch(/<script|<style|<iframe|<img|<object|<base/i);
    expect(html).not.toMatch(/<[^>]*\s(style|on\w+)=/i);
    expect(html).not.toMatch(/javascript:|data:/i);
  });

  test('loads only its own stylesheet and icon', () => {
    const links = [...html.matchAll(/<link [^>]*href="([^"]+)"/g)].map((match) => match[1]);
    expect(links).toEqual([stylesheet.path, favicon.path]);
  });

  test('posts forms only to paths of its own, each with a token', () => {
    for (const [form, action] of html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>.*?<\/form>/gs)) {
      expect(action).toMatch(/^\/(?![/\\])/);
      expect(form).toMatch(/^<form[^>]*method="post"/);
      expect(form).toMatch(/name="(csrf|xsrf)"/);
    }
  });

  test('uses every id once, and refers only to ids that it has', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/(?:aria-labelledby|\sform)="([^"]+)"/g)) {
      expect(ids).toContain(id);
    }
  });
});
