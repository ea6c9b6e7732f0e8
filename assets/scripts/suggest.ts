interface Suggestion {
  title: string
  href: string
  note?: string
}

const FOLDERS: Record<string, string> = { service: "services", category: "categories", "life-event": "life-events", life_event: "life-events", agency: "agencies", centre: "centres" }

/** `input[data-suggest=ADDRESS]`: suggestions as one types (combobox with a list, ARIA 1.2). Enter without a choice searches. */
export function suggest(input: HTMLInputElement): void {
  const address = input.dataset["suggest"]
  if (!address) return
  const list = document.createElement("ul")
  list.className = "suggest"
  list.id = `${input.id}-suggestions`
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "")
  list.hidden = true
  const status = document.createElement("div")
  status.className = "govuk-visually-hidden"
  status.setAttribute("role", "status")
  input.closest(".search")?.append(list, status)
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value)
  }

  let found: Suggestion[] = []
  let chosen = -1
  let timer = 0
  let running: AbortController | undefined

  const close = () => {
    list.hidden = true
    chosen = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const mark = (place: number) => {
    chosen = (place + found.length) % found.length
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === chosen))
    input.setAttribute("aria-activedescendant", `${list.id}-${chosen}`)
  }
  const show = (suggestions: Suggestion[]) => {
    found = suggestions.slice(0, 8)
    list.replaceChildren(...found.map((suggestion, place) => option(suggestion, `${list.id}-${place}`)))
    status.textContent = found.length ? `${input.dataset["suggestSome"] ?? ""} ${found.length}` : (input.dataset["suggestNone"] ?? "")
    chosen = -1
    list.hidden = found.length === 0
    input.setAttribute("aria-expanded", String(found.length > 0))
    input.removeAttribute("aria-activedescendant")
  }
  const ask = async () => {
    const query = input.value.trim()
    running?.abort()
    if (query.length < 2) return close()
    running = new AbortController()
    const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal: running.signal, headers: { accept: "application/json" } })
    if (answer.ok && document.activeElement === input) show(read(await answer.json()))
  }
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask().catch(() => undefined), 120)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault()
      close()
    }
    if (list.hidden) return
    if (event.key === "ArrowDown") mark(chosen + 1)
    else if (event.key === "ArrowUp") mark(chosen < 0 ? found.length - 1 : chosen - 1)
    else if (event.key === "Enter" && found[chosen]) location.href = found[chosen].href
    else return
    event.preventDefault()
  })
  input.addEventListener("blur", () => setTimeout(close, 150))
}

function option(suggestion: Suggestion, id: string): HTMLLIElement {
  const item = document.createElement("li")
  item.id = id
  item.className = "suggest__item"
  item.setAttribute("role", "option")
  item.setAttribute("aria-selected", "false")
  item.textContent = suggestion.title
  if (suggestion.note) {
    const note = document.createElement("span")
    note.className = "suggest__note"
    note.textContent = suggestion.note
    item.append(note)
  }
  // The list goes away when the field loses the focus: choose before that.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault()
    location.href = suggestion.href
  })
  return item
}

/** `[{title, href, note}]`, also within `results`; without `href` the address follows from `kind` and `code`. */
function read(answer: unknown): Suggestion[] {
  const list = Array.isArray(answer) ? answer : ((answer as { results?: unknown[] } | null)?.results ?? [])
  return list.flatMap((entry) => {
    const { title, href, note, kind, code } = entry as Record<string, string | undefined>
    const folder = kind ? FOLDERS[kind] : undefined
    const address = href ?? (folder && code ? `/${folder}/${encodeURIComponent(code)}` : undefined)
    return title && address?.startsWith("/") ? [{ title, href: address, ...(note ? { note } : {}) }] : []
  })
}
