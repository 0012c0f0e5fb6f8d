import type { Notice } from '@dealroute/core';
import { saying } from '../api/outbound.js';
import type { Bot, Partner } from '../bot.js';
import { digestMessages, type Messages } from './digest.js';
import { newLead, overdueLead } from './lead-notices.js';
import { processEndedText, stageBypassedText } from './process-notices.js';
import {
  closedTask,
  handedOverTask,
  newTask,
  overdueTask,
  pausedTask,
  unassignedTask,
} from './task-notices.js';

/** The messages of a notice, in the person's language. */
export async function messagesFor(bot: Bot, partner: Partner, notice: Notice): Promise<Messages> {
  switch (notice.kind) {
    case 'taskAssigned':
    case 'taskOffered':
      return [() => newTask(bot, partner, notice)];
    case 'taskClosed':
      return [() => closedTask(bot, partner, notice)];
    case 'taskHandedOver':
      return [() => handedOverTask(bot, partner, notice)];
    case 'taskUnassigned':
      return [() => unassignedTask(bot, partner, notice)];
    case 'taskSuspended':
    case 'taskResumed':
      return [() => pausedTask(bot, partner, notice)];
    case 'taskOverdue':
      return [() => overdueTask(bot, partner, notice)];
    case 'leadAssigned':
    case 'leadUnassigned':
      return [() => newLead(bot, partner, notice)];
    case 'leadOverdue':
      return [() => overdueLead(bot, partner, notice)];
    case 'overdueDigest':
      return digestMessages(bot, partner, notice);
    case 'processEnded':
      return [() => say(bot, partner, processEndedText(bot, partner, notice))];
    case 'stageBypassed':
      return [() => say(bot, partner, stageBypassedText(bot, partner, notice))];
  }
}

async function say(bot: Bot, { chat }: Partner, text: Promise<string>): Promise<void> {
  await bot.out.send(chat, saying(await text));
}
