import type { ThemeName } from './options.js';

/** A strong colour for bars and circles, and a weak one for the ground of a node. */
export interface Tint {
  readonly strong: string;
  readonly weak: string;
}

/** The colours of a picture. */
export interface Theme {
  readonly page: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly leading: string;
  /** What stands on a strong colour. */
  readonly onStrong: string;
  readonly plain: Tint;
  readonly taken: string;
  readonly current: Tint;
  readonly fault: Tint;
  readonly open: readonly Tint[];
  readonly won: Tint;
  readonly lost: Tint;
}

const light: Theme = {
  page: '#ffffff',
  ink: '#1c2630',
  muted: '#5a6672',
  line: '#8d99a5',
  leading: '#3d4a57',
  onStrong: '#ffffff',
  plain: { strong: '#7a8794', weak: '#f6f8fa' },
  taken: '#1d5fd1',
  current: { strong: '#d95f02', weak: '#fff1e3' },
  fault: { strong: '#d3121f', weak: '#ffecec' },
  open: [
    { strong: '#2f74b5', weak: '#eaf3fb' },
    { strong: '#0d8484', weak: '#e4f5f3' },
    { strong: '#a36a00', weak: '#fcf3dd' },
    { strong: '#6a50b2', weak: '#f0ecfa' },
    { strong: '#5d7d1e', weak: '#f1f6e3' },
    { strong: '#b23a76', weak: '#fbeaf2' },
    { strong: '#87552b', weak: '#f6ede4' },
    { strong: '#4c6480', weak: '#ebeff4' },
  ],
  won: { strong: '#238251', weak: '#e5f5ec' },
  lost: { strong: '#8f4747', weak: '#f7ecec' },
};

const dark: Theme = {
  page: '#14191f',
  ink: '#e9eef3',
  muted: '#a3afbb',
  line: '#6d7985',
  leading: '#c3ccd5',
  onStrong: '#0f1419',
  plain: { strong: '#8996a3', weak: '#1f262e' },
  taken: '#6fa8ff',
  current: { strong: '#ff9a3c', weak: '#3a2814' },
  fault: { strong: '#ff5c61', weak: '#401a1d' },
  open: [
    { strong: '#6db0ea', weak: '#1a2937' },
    { strong: '#4cc0bd', weak: '#162d2d' },
    { strong: '#e0ac45', weak: '#302815' },
    { strong: '#ab96ec', weak: '#272338' },
    { strong: '#a3c45a', weak: '#252c18' },
    { strong: '#ea84b5', weak: '#34202b' },
    { strong: '#cf9a6b', weak: '#30261d' },
    { strong: '#9ab0c8', weak: '#222a33' },
  ],
  won: { strong: '#57c48c', weak: '#172d22' },
  lost: { strong: '#d59090', weak: '#322223' },
};

const THEMES: Readonly<Record<ThemeName, Theme>> = { light, dark };

export const themeOf = (name: ThemeName = 'light'): Theme => THEMES[name];
