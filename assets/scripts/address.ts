import { combobox, type Option } from "./combobox"

interface Entry extends Option {
  id: string
  whole: boolean
}

/**
 * `[data-module=address]`: a line with suggestions from the address directory. What was chosen goes into the hidden field as an
 * id, and out of it when the line is changed before its end; the flat is typed after the house.
 */
export function address(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>("input:not([type=hidden])")
  const id = box.querySelector<HTMLInputElement>("input[type=hidden]")
  const from = box.dataset["suggestFrom"]
  if (!input || !id || !from) return
  let line = input.value
  let whole = id.value !== ""
  const isChosen = () => id.value !== "" && input.value.startsWith(line)
  const again = combobox<Entry>(input, box, {
    some: box.dataset["suggestSome"] ?? "",
    none: box.dataset["suggestNone"] ?? "",
    list: box.dataset["suggestList"] ?? "",
    ask: async (query, signal) => {
      if (whole && isChosen()) return undefined
      const answer = await fetch(`${from}?query=${encodeURIComponent(query)}`, { signal, headers: { accept: "application/json" } })
      return answer.ok ? read(await answer.json()) : []
    },
    choose: (entry) => {
      line = entry.title
      whole = entry.whole
      id.value = entry.id
      input.value = whole ? line : `${line}, `
      input.setSelectionRange(input.value.length, input.value.length)
      // The form saves itself; the field is not asked again.
      id.dispatchEvent(new Event("input", { bubbles: true }))
      if (!whole) again()
    },
  })
  input.addEventListener("input", () => {
    if (!isChosen()) id.value = ""
  })
}

function read(answer: unknown): Entry[] {
  const list = (answer as { results?: unknown[] } | null)?.results ?? []
  return list.flatMap((entry) => {
    const { id, title, whole } = entry as Partial<Entry>
    return id && title ? [{ id, title, whole: whole === true }] : []
  })
}
