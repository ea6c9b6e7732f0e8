import { combobox, type Option } from "./combobox"

interface Suggestion extends Option {
  href: string
}

const FOLDERS: Record<string, string> = { service: "services", category: "categories", "life-event": "life-events", life_event: "life-events", agency: "agencies", centre: "centres" }

/** `input[data-suggest=ADDRESS]`: suggestions as one types. Enter without a choice searches. */
export function suggest(input: HTMLInputElement): void {
  const address = input.dataset["suggest"]
  const place = input.closest(".search")
  if (!address || !place) return
  combobox<Suggestion>(input, place, {
    some: input.dataset["suggestSome"] ?? "",
    none: input.dataset["suggestNone"] ?? "",
    ask: async (query, signal) => {
      const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal, headers: { accept: "application/json" } })
      return answer.ok ? read(await answer.json()) : []
    },
    choose: (suggestion) => { location.href = suggestion.href },
  })
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
