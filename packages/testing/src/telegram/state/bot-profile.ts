export interface BotCommand {
  readonly command: string;
  readonly description: string;
}

/** The texts of a bot that its users see, each by language; the empty language is for all others. */
export type ProfileText = 'name' | 'description' | 'shortDescription';

/** Commands, name and descriptions of the bot. */
export class BotProfile {
  readonly #commands = new Map<string, readonly BotCommand[]>();
  readonly #texts = new Map<string, string>();
  readonly #menuButtons = new Map<number | undefined, unknown>();

  /** `scope` is the serialised scope. */
  setCommands(scope: string, language: string, commands: readonly BotCommand[]): void {
    this.#commands.set(`${scope} ${language}`, commands);
  }

  deleteCommands(scope: string, language: string): void {
    this.#commands.delete(`${scope} ${language}`);
  }

  commands(scope: string, language: string): readonly BotCommand[] {
    return this.#commands.get(`${scope} ${language}`) ?? [];
  }

  /** What a person sees: the first list, from the narrowest scope to the widest, own language before any. */
  commandsFor(scopes: readonly string[], language: string): readonly BotCommand[] {
    for (const scope of scopes) {
      const found = this.#commands.get(`${scope} ${language}`) ?? this.#commands.get(`${scope} `);
      if (found) return found;
    }
    return [];
  }

  setText(kind: ProfileText, language: string, text: string): void {
    this.#texts.set(`${kind} ${language}`, text);
  }

  text(kind: ProfileText, language: string): string | undefined {
    return this.#texts.get(`${kind} ${language}`) || this.#texts.get(`${kind} `);
  }

  setMenuButton(chatId: number | undefined, button: unknown): void {
    this.#menuButtons.set(chatId, button);
  }

  menuButton(chatId: number | undefined): unknown {
    return this.#menuButtons.get(chatId) ?? this.#menuButtons.get(undefined) ?? { type: 'default' };
  }
}
