/** Something that the person who plays is asked. */
export interface Question {
  readonly message: string;
  /** What can be chosen; any text will do where there is no list. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What they said: an answer, that time shall pass (until the next timer without a duration), or that it is enough. */
export type Answer =
  | { readonly is: 'answer'; readonly value: string }
  | { readonly is: 'pass'; readonly duration: string | undefined }
  | { readonly is: 'quit'; readonly because: 'asked' | 'inputEnded' };

/** Asks the person who plays. */
export interface Asker {
  ask(question: Question): Promise<Answer>;
  close(): void;
}
