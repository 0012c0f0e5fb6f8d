import type { CommanderError } from 'commander';
import type { Words } from './words.js';

/** A mistake in a command line, with what was probably meant. */
export function usageText({ code, message }: CommanderError, { usage }: Words): string {
  const [, name = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, meant] = /Did you mean (?:one of )?([^?]*)\?/.exec(message) ?? [];
  const [, allowed] = /Allowed choices are ([^.]*)\./.exec(message) ?? [];
  const sentence = usage.sentences[code.replace('commander.', '')]?.(name);
  const hint = meant ? usage.meant(meant) : allowed ? usage.allowed(allowed) : '';
  return [sentence ?? message.replace(/^error: /, ''), hint, usage.seeHelp].filter(Boolean).join(' ');
}
