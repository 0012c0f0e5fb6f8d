import type { DealSnapshot, Notice } from '@dealroute/core';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { lossReasonsOf } from '../conversations/deal-card.js';
import { clipped } from '../texts/html.js';

/** A process has ended: how, and why where it failed. */
export async function processEndedText(bot: Bot, { reader }: Partner, notice: Notice): Promise<string> {
  const { outcome, lossReason } = notice.details;
  const deal = titleOf(reader.settings.privacy, notice, await dealOf(bot, notice));
  const ended = outcome === 'success' || outcome === 'failure' ? outcome : null;
  if (typeof lossReason !== 'string') return reader.words.notices.processEnded(deal, ended, null);
  const reasons = notice.process === undefined ? null : await lossReasonsOf(bot, notice.process);
  const known = reasons?.find(({ key }) => key === lossReason);
  const reason = clipped(known ? reader.label(known.title) : lossReason, 200);
  return reader.words.notices.processEnded(deal, ended, reason);
}

/** Somebody changed a stage past the guard. */
export async function stageBypassedText(bot: Bot, { reader }: Partner, notice: Notice): Promise<string> {
  const { from, to, by, answer } = notice.details;
  const deal = await dealOf(bot, notice);
  const pipelines = await bot.host.pipelines(bot.context);
  const stages = pipelines.find(({ key }) => key === deal?.pipeline)?.stages ?? [];
  const stageOf = (key: unknown): string => {
    const stage = stages.find((each) => each.key === key);
    return clipped(stage ? reader.label(stage.title) : String(key ?? '…'), 100);
  };
  const who = typeof by === 'string' ? ((await namesOf(bot, [by])).get(by) ?? by) : null;
  return reader.words.notices.stageBypassed({
    deal: titleOf(reader.settings.privacy, notice, deal),
    from: stageOf(from),
    to: stageOf(to),
    who: reader.settings.privacy === 'minimal' ? null : who,
    reverted: answer === 'revert',
  });
}

async function dealOf(bot: Bot, { deal }: Notice): Promise<DealSnapshot | undefined> {
  return deal === undefined ? undefined : (await bot.host.readDeals([deal], bot.context))[0];
}

const titleOf = (privacy: 'full' | 'minimal', { deal = '…' }: Notice, snapshot?: DealSnapshot): string =>
  clipped(privacy === 'minimal' ? deal : (snapshot?.title ?? deal), 300);
