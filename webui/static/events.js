// The state of a running plan, fetched anew until it is done; and the clock of the rounds. Without JavaScript the page
// has a link to load it again, and the clock page says the times.
const FOLLOW_MS = 2000, SECOND_MS = 1000;
const follow = async (box) => {
  try {
    const answer = await fetch(box.dataset.follow);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), next = page.getElementById(box.id);
    if (!next?.dataset.follow) return location.reload();
    const says = [box, next].map(each => each.querySelector('[role=status]').parentElement);
    if (says[0].textContent !== says[1].textContent) says[0].replaceWith(document.adoptNode(says[1]));
  } catch { /* no network: the next try may find it */ }
  setTimeout(follow, FOLLOW_MS, box);
};
for (const box of document.querySelectorAll('[data-follow]')) setTimeout(follow, FOLLOW_MS, box);

for (const clock of document.querySelectorAll('[data-rounds]')) {
  const rounds = JSON.parse(clock.dataset.rounds), late = Date.now() - Number(clock.dataset.now);
  const says = document.getElementById(clock.dataset.says);
  const show = () => {
    const now = Date.now() - late, next = rounds.find(round => round.ends > now);
    const left = next ? Math.ceil(((next.starts > now ? next.starts : next.ends) - now) / SECOND_MS) : 0;
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60], days = Math.floor(parts[0] / 24);
    const time = (parts[0] ? parts : parts.slice(1)).map(part => String(part).padStart(2, '0')).join(':');
    clock.textContent = days ? `${days} ${days === 1 ? 'Tag' : 'Tage'}` : time;
    says.textContent = !next ? 'Alle Runden sind vorbei.' : next.starts > now ? `bis ${next.title}` : `${next.title} läuft`;
  };
  show();
  setInterval(show, SECOND_MS);
}
