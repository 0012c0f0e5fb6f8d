import type { User } from '../wire.js';
import { styles } from './assets.js';
import { type Language, texts } from './texts.js';

/** The page itself: a frame that the script fills. All addresses are relative, so that it lies anywhere. */
export function renderPage(language: Language, bot: User): string {
  const words = texts[language];
  const setup = JSON.stringify({ language, texts: words }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${words.title}: ${bot.first_name}`)}</title>
<link rel="icon" href="data:,">
${styles.map((name) => `<link rel="stylesheet" href="${name}">`).join('\n')}
</head>
<body>
<header class="top">
  <div class="brand">
    <h1>${escapeHtml(bot.first_name)} <span class="handle">@${escapeHtml(bot.username ?? '')}</span></h1>
    <p>${escapeHtml(words.title)} · ${escapeHtml(words.subtitle)}</p>
  </div>
  <nav class="chips" aria-label="${escapeHtml(words.people)}"></nav>
  <p class="status" role="status"><span class="dot"></span><span class="status-text"></span></p>
</header>
<main class="columns"></main>
<script type="application/json" id="setup">${setup}</script>
<script type="module" src="main.js"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
