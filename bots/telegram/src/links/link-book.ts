import type { Instant, UserId } from '@dealroute/core';
import { DAY, digest, MINUTE, type Records, randomToken } from '../records.js';

const CODE_LIFE_MS = 15 * MINUTE;
const PENDING_LIFE_MS = DAY;
const MOST_TRIES = 10;

/** A Telegram account: its id never changes; its name is only for people to recognise it. */
export interface Account {
  readonly id: number;
  readonly name: string;
}

export interface LinkState {
  readonly state: 'none' | 'pending' | 'linked';
  readonly account?: Account;
}

interface Link {
  readonly account: Account;
  /** Set while nothing can be sent: the person blocked the bot. */
  readonly disabled?: boolean;
}

interface Code {
  readonly user: UserId;
  readonly usedBy: number | null;
}

/** What a code says: whose it is, or why it says nothing. */
export type CodeReading =
  | { readonly user: UserId }
  | { readonly refused: 'codeWrong' | 'codeExpired' | 'codeUsed' | 'tooManyTries' };

/** Remembers which account is whose. Codes are kept as digests only. */
export class LinkBook {
  constructor(private readonly records: Records) {}

  /** A code of 128 random bits for a person: 15 minutes, single use. */
  async invite(user: UserId): Promise<{ code: string; expiresAt: Instant }> {
    const code = randomToken();
    const key = digest(code);
    await this.records.write(
      { in: 'telegram.invite', key, value: { user }, keepMs: CODE_LIFE_MS },
      { in: 'telegram.code', key, value: { user, usedBy: null }, keepMs: DAY },
    );
    return { code, expiresAt: Date.now() + CODE_LIFE_MS };
  }

  /** Reads a code without using it up. An account may try ten wrong ones in a quarter of an hour. */
  async read(code: string, account: Account): Promise<CodeReading> {
    const key = digest(code);
    const tries = await this.records.get<{ n: number }>('telegram.tries', String(account.id));
    if ((tries?.value.n ?? 0) >= MOST_TRIES) return { refused: 'tooManyTries' };
    const invite = await this.records.get<{ user: UserId }>('telegram.invite', key);
    if (invite) return { user: invite.value.user };
    const known = await this.records.get<Code>('telegram.code', key);
    if (!known) {
      const n = (tries?.value.n ?? 0) + 1;
      await this.records.write({
        in: 'telegram.tries',
        key: String(account.id),
        value: { n },
        keepMs: CODE_LIFE_MS,
      });
      return { refused: 'codeWrong' };
    }
    // An update that is treated again after a failure finds its own traces.
    if (known.value.usedBy === account.id) return { user: known.value.user };
    return { refused: known.value.usedBy === null ? 'codeExpired' : 'codeUsed' };
  }

  /** Uses the code up: the account waits for its confirmation in the CRM. False when another one was faster. */
  async claim(code: string, user: UserId, account: Account): Promise<boolean> {
    const key = digest(code);
    const invite = await this.records.get('telegram.invite', key);
    if (!invite) return (await this.records.get<Code>('telegram.code', key))?.value.usedBy === account.id;
    return this.records.write(
      { in: 'telegram.invite', key, value: null, expected: invite.revision },
      { in: 'telegram.code', key, value: { user, usedBy: account.id }, keepMs: DAY },
      { in: 'telegram.pending', key: digest(user), value: account, keepMs: PENDING_LIFE_MS },
    );
  }

  /** An account that waits goes before the one that is linked: it wants to be confirmed. */
  async of(user: UserId): Promise<LinkState> {
    const pending = await this.records.get<Account>('telegram.pending', digest(user));
    if (pending) return { state: 'pending', account: pending.value };
    const link = await this.#link(user);
    return link && !link.value.disabled
      ? { state: 'linked', account: link.value.account }
      : { state: 'none' };
  }

  /** Links the account that waits; undefined when none does, or it has become another person's. */
  async confirm(user: UserId): Promise<Account | undefined> {
    const key = digest(user);
    const pending = await this.records.get<Account>('telegram.pending', key);
    if (!pending) return undefined;
    const account = pending.value;
    const owner = await this.#owner(account.id);
    if (owner && owner.value.user !== user) {
      await this.records.write({ in: 'telegram.pending', key, value: null, expected: pending.revision });
      return undefined;
    }
    const former = await this.#link(user);
    const left = former && former.value.account.id !== account.id ? former.value.account.id : undefined;
    const linked = await this.records.write(
      { in: 'telegram.pending', key, value: null, expected: pending.revision },
      { in: 'telegram.link', key, value: { account }, expected: former?.revision ?? 'absent' },
      {
        in: 'telegram.account',
        key: String(account.id),
        value: { user },
        expected: owner?.revision ?? 'absent',
      },
      ...(left === undefined ? [] : [{ in: 'telegram.account' as const, key: String(left), value: null }]),
    );
    return linked ? account : undefined;
  }

  /** False when there was nothing to unlink. */
  async unlink(user: UserId): Promise<boolean> {
    const key = digest(user);
    const link = await this.#link(user);
    const pending = await this.records.get('telegram.pending', key);
    await this.records.write(
      { in: 'telegram.link', key, value: null },
      { in: 'telegram.pending', key, value: null },
      ...(link ? [{ in: 'telegram.account' as const, key: String(link.value.account.id), value: null }] : []),
    );
    return link !== undefined || pending !== undefined;
  }

  /** Whose account it is; a disabled link comes to life when its person is heard of again. */
  async userOf(account: number): Promise<UserId | undefined> {
    const owner = await this.#owner(account);
    if (!owner) return undefined;
    const { user } = owner.value;
    const link = await this.#link(user);
    if (link?.value.account.id !== account) return undefined;
    if (link.value.disabled) {
      const value = { account: link.value.account };
      await this.records.write({
        in: 'telegram.link',
        key: digest(user),
        value,
        expected: link.revision,
      });
    }
    return user;
  }

  /** The private chat of a person; undefined when nothing can be sent to them. */
  async chatOf(user: UserId): Promise<number | undefined> {
    const link = await this.#link(user);
    return link && !link.value.disabled ? link.value.account.id : undefined;
  }

  /** Sends nothing more to a person until they are heard of again. False when that was so already. */
  async disable(user: UserId, account: number): Promise<boolean> {
    const link = await this.#link(user);
    if (!link || link.value.disabled || link.value.account.id !== account) return false;
    const value = { ...link.value, disabled: true };
    return this.records.write({ in: 'telegram.link', key: digest(user), value, expected: link.revision });
  }

  /** Whose account it is, without waking the link. */
  async ownerOf(account: number): Promise<UserId | undefined> {
    return (await this.#owner(account))?.value.user;
  }

  #link(user: UserId) {
    return this.records.get<Link>('telegram.link', digest(user));
  }

  #owner(account: number) {
    return this.records.get<{ user: UserId }>('telegram.account', String(account));
  }
}
