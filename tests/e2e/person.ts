import { expect, type Locator, type Page } from '@playwright/test';
import type { Program } from '../harness/program.ts';

/** What the button says after “Continue with”, or the whole of it. */
type ProviderLabel = string | RegExp;

/** Milliseconds; the server counts from a little before the page is there. */
const READING = 1_000;

/** Somebody in front of a browser, who knows pages by what they say. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Connects a program with whatever it asks for, where connecting is not what is looked at: the
   * program calls a tool, the person signs in and allows.
   *
   * @returns what `whoami` says
   */
  async connects(
    program: Program,
    provider: ProviderLabel = 'GitHub',
    account = 'ada',
  ): Promise<string> {
    const called = program.callTool('whoami');
    await this.signIn(provider, account);
    await this.allow();
    return called;
  }

  /** Signs in on the page that asks how. */
  async signIn(provider: ProviderLabel, account: string): Promise<void> {
    await this.continueWith(provider);
    await this.chooseAccount(account);
  }

  async continueWith(provider: ProviderLabel): Promise<void> {
    // The one that was used last at this browser says so.
    const named = (label: string) =>
      this.button(`Continue with ${label}`).or(this.button(`Continue with ${label} Last used`));
    await (typeof provider === 'string' ? named(provider) : this.button(provider)).click();
  }

  /**
   * Chooses who to be on the emulated provider's page.
   *
   * @param account a GitHub login or a Google address
   */
  async chooseAccount(account: string): Promise<void> {
    await this.account(account).click();
  }

  /** @param account a GitHub login or a Google address */
  account(account: string): Locator {
    return this.page.locator(`form:has(input[value="${account}"]) button`);
  }

  async allow(): Promise<void> {
    await this.vouches();
    await this.comesToThePage();
    await this.allowButton.click();
  }

  /** Says that they know the site, where a consent page asks for that. */
  private async vouches(): Promise<void> {
    await expect(this.allowButton).toBeVisible();
    const box = this.page.locator('input[name="vouch"]');
    if ((await box.count()) > 0) await box.check();
  }

  /** Takes the second before which *Allow* does not count, with the pointer on the page meanwhile. */
  async reads(): Promise<void> {
    await this.comesToThePage();
    await this.takesAMoment();
  }

  /** As long as *Allow* does not count after the page was made. */
  async takesAMoment(): Promise<void> {
    await this.page.waitForTimeout(READING);
  }

  /** Brings the pointer: by force, because *Allow* is out of reach until it has been there a moment. */
  private async comesToThePage(): Promise<void> {
    await expect(this.allowButton).toBeVisible();
    await this.allowButton.hover({ force: true });
  }

  /** Denies, which a program on this computer is told at once. */
  async deny(): Promise<void> {
    await this.button('Deny').click();
    await this.isBackInTheProgram();
  }

  /** Follows the link of a page that holds an error back. */
  async goOnToTheProgram(): Promise<void> {
    await this.page.getByRole('link', { name: /^Tell (localhost|127\.0\.0\.1)/ }).click();
  }

  scope(name: string): Locator {
    return this.page.locator(`input[type="checkbox"][value="${name}"]`);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Waits for the consent page of a program. */
  async seesConsentFor(program: string): Promise<void> {
    await expect(this.heading).toContainText(program);
    await expect(this.allowButton).toBeVisible();
  }

  /** “Allow access to Notes”, “Allow “Delete notes””: it names what it does. */
  get allowButton(): Locator {
    return this.page.getByRole('button', { name: /^Allow\b/ });
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** Waits until the browser is back at the program. */
  async isBackInTheProgram(): Promise<void> {
    await expect(this.heading).toHaveText('Back in the program');
  }
}
