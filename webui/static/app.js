// Suggestions for a text field: ARIA 1.2 combobox with a list. Without JavaScript the field is a plain input.
// <div data-suggest="/orte" data-key="key">: the key of a picked suggestion goes into the hidden field of that id.
for (const box of document.querySelectorAll('[data-suggest]')) {
  const input = box.querySelector('input'), list = document.createElement('ul'), status = document.createElement('p');
  const key = document.getElementById(box.dataset.key ?? '');
  let active = -1, timer, request;
  const set = (node, pairs) => Object.entries(pairs).forEach(([name, value]) => node.setAttribute(name, value));
  set(list, {role: 'listbox', id: `${input.id}-list`, 'aria-label': 'Vorschläge'});
  set(status, {role: 'status', class: 'visually-hidden'});
  set(input, {role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id});
  list.hidden = true;
  box.append(list, status);

  const show = open => { list.hidden = !open; input.setAttribute('aria-expanded', open); if (!open) mark(-1); };
  const mark = index => {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', i === index));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({block: 'nearest'});
  };
  const pick = item => { input.value = item.dataset.value; if (key) key.value = item.dataset.key; show(false); };
  const option = ({value, note, key = ''}, index) => {
    const item = document.createElement('li'), extra = document.createElement('span');
    set(item, {role: 'option', id: `${list.id}-${index}`, 'aria-selected': 'false', 'data-value': value, 'data-key': key});
    extra.textContent = note;
    item.append(`${value} `, extra);
    item.addEventListener('mousedown', event => { event.preventDefault(); pick(item); });
    return item;
  };
  const load = async () => {
    request?.abort();
    if (input.value.trim().length < 2) return show(false);
    request = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(input.value)}`, {signal: request.signal});
      const found = answer.ok ? await answer.json() : [];
      list.replaceChildren(...found.map(option));
      const typed = found.length === 1 && found[0].value === input.value.trim();   // nothing left to choose: do not cover the button
      if (typed && key) key.value = found[0].key;
      show(found.length > 0 && !typed && document.activeElement === input);
      status.textContent = found.length ? `${found.length === 1 ? 'Ein Vorschlag' : `${found.length} Vorschläge`}. Mit den Pfeiltasten wählen.` : 'Keine Vorschläge.';
    } catch (error) { if (error.name !== 'AbortError') show(false); }   // no network: the field stays a plain input
  };
  input.addEventListener('input', () => { if (key) key.value = ''; clearTimeout(timer); timer = setTimeout(load, 200); });
  input.addEventListener('blur', () => { clearTimeout(timer); request?.abort(); show(false); });
  input.addEventListener('keydown', event => {
    const count = list.children.length, step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (list.hidden) return;
    if (step) mark(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    else if (event.key === 'Enter' && active >= 0) pick(list.children[active]);
    else if (event.key === 'Escape') show(false);
    else return;
    event.preventDefault();
  });
}
