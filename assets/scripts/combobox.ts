/** What can be chosen. */
export interface Option {
  title: string
  note?: string
}

interface Behaviour<O extends Option> {
  /** «Подсказок:» and «Подсказок нет», for those who listen. */
  some: string
  none: string
  /** The name of the list, another than that of the field; without it the field's. */
  list?: string
  /** What fits what was typed; undefined: nothing is to be suggested now. */
  ask(query: string, signal: AbortSignal): Promise<O[] | undefined>
  choose(option: O): void
}

/** A field with a list of suggestions as one types (combobox, ARIA 1.2). Answers with a function that asks at once. */
export function combobox<O extends Option>(input: HTMLInputElement, place: Element, behaviour: Behaviour<O>): () => void {
  const list = document.createElement("ul")
  list.className = "suggest"
  list.id = `${input.id}-suggestions`
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", behaviour.list ?? input.labels?.[0]?.textContent ?? "")
  list.hidden = true
  const status = document.createElement("div")
  status.className = "govuk-visually-hidden"
  status.setAttribute("role", "status")
  place.append(list, status)
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value)
  }

  let found: O[] = []
  let chosen = -1
  let timer = 0
  let running: AbortController | undefined

  const close = () => {
    list.hidden = true
    chosen = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const mark = (to: number) => {
    chosen = (to + found.length) % found.length
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === chosen))
    input.setAttribute("aria-activedescendant", `${list.id}-${chosen}`)
  }
  const choose = (option: O) => {
    close()
    behaviour.choose(option)
  }
  const show = (options: O[]) => {
    found = options.slice(0, 8)
    list.replaceChildren(...found.map((option, at) => item(option, `${list.id}-${at}`, choose)))
    status.textContent = found.length ? `${behaviour.some} ${found.length}` : behaviour.none
    close()
    list.hidden = found.length === 0
    input.setAttribute("aria-expanded", String(found.length > 0))
  }
  const ask = async () => {
    const query = input.value.trim()
    running?.abort()
    if (query.length < 2) return close()
    running = new AbortController()
    const answer = await behaviour.ask(query, running.signal)
    if (!answer) close()
    else if (document.activeElement === input) show(answer)
  }
  const askSoon = (pause: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask().catch(() => undefined), pause)
  }
  input.addEventListener("input", () => askSoon(120))
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault()
      close()
    }
    if (list.hidden) return
    if (event.key === "ArrowDown") mark(chosen + 1)
    else if (event.key === "ArrowUp") mark(chosen < 0 ? found.length - 1 : chosen - 1)
    else if (event.key === "Enter" && found[chosen]) choose(found[chosen])
    else return
    event.preventDefault()
  })
  // Choosing with the mouse keeps the focus here; whoever goes on finds nothing lying over the next field.
  input.addEventListener("blur", close)
  return () => askSoon(0)
}

function item<O extends Option>(option: O, id: string, choose: (option: O) => void): HTMLLIElement {
  const item = document.createElement("li")
  item.id = id
  item.className = "suggest__item"
  item.setAttribute("role", "option")
  item.setAttribute("aria-selected", "false")
  item.textContent = option.title
  if (option.note) {
    const note = document.createElement("span")
    note.className = "suggest__note"
    note.textContent = option.note
    item.append(note)
  }
  // The list goes away when the field loses the focus: choose before that.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault()
    choose(option)
  })
  return item
}
