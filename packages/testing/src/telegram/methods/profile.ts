import { badRequest } from '../refusal.js';
import type { BotCommand, ProfileText } from '../state/bot-profile.js';
import type { Method, MethodCall } from './method.js';

const MAX_COMMANDS = 100;

export const profile: Readonly<Record<string, Method>> = {
  setMyCommands: (call) => {
    const commands = call.parameters.structure<BotCommand[]>('commands') ?? [];
    if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    const checked = commands.map(checkCommand);
    call.world.profile.setCommands(scopeOf(call), languageOf(call), checked);
    return changed(call);
  },
  getMyCommands: (call) => call.world.profile.commands(scopeOf(call), languageOf(call)),
  deleteMyCommands: (call) => {
    call.world.profile.deleteCommands(scopeOf(call), languageOf(call));
    return changed(call);
  },

  setMyName: (call) => setText(call, 'name', 'name', 64),
  getMyName: (call) => ({ name: text(call, 'name') ?? call.world.bot.first_name }),
  setMyDescription: (call) => setText(call, 'description', 'description', 512),
  getMyDescription: (call) => ({ description: text(call, 'description') ?? '' }),
  setMyShortDescription: (call) => setText(call, 'shortDescription', 'short_description', 120),
  getMyShortDescription: (call) => ({ short_description: text(call, 'shortDescription') ?? '' }),

  setChatMenuButton: (call) => {
    const { world, parameters } = call;
    if (parameters.has('chat_id')) world.chatOf(parameters.integer('chat_id'));
    const button = parameters.structure<unknown>('menu_button') ?? { type: 'default' };
    world.profile.setMenuButton(parameters.integer('chat_id'), button);
    return changed(call);
  },
  getChatMenuButton: ({ world, parameters }) => world.profile.menuButton(parameters.integer('chat_id')),
};

function checkCommand({ command, description }: BotCommand): BotCommand {
  const name = command.replace(/^\//, '');
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.length < 1) throw badRequest('command description must be non-empty');
  if (description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name, description };
}

/** The scope with its keys in one order, so that equal scopes are equal texts. */
function scopeOf({ parameters }: MethodCall): string {
  const scope = parameters.structure<Record<string, unknown>>('scope') ?? { type: 'default' };
  return scopeKey(scope);
}

export function scopeKey(scope: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function languageOf({ parameters }: MethodCall): string {
  const language = parameters.text('language_code') ?? '';
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function setText(call: MethodCall, kind: ProfileText, parameter: string, limit: number): true {
  const value = call.parameters.text(parameter) ?? '';
  if (value.length > limit) throw badRequest(`${parameter} is longer than ${limit} characters`);
  call.world.profile.setText(kind, languageOf(call), value);
  return changed(call);
}

function text(call: MethodCall, kind: ProfileText): string | undefined {
  return call.world.profile.text(kind, languageOf(call));
}

function changed({ world }: MethodCall): true {
  world.changes.announce({ kind: 'profile' });
  return true;
}
