//! What was typed in the form of a part, put into the text and checked at once.

use web::{Fields, Page};

use super::{Onward, Place, shared};
use crate::{
    filled::{Filled, MOST_CASES, Offer, only, switch_options},
    part::{self, KINDS, Part, Typed},
    patch::{self, Change, Tree, Value},
};

/// What a form came to.
pub(super) enum Came {
    /// The text with it, and where one goes on.
    Put(String, Onward),
    /// Something at its fields does not fit.
    Wrong,
    /// The text could not be changed in place.
    Stuck,
}

/// Puts what was typed into the text, and checks what came of it.
pub(super) fn come(
    place: &Place,
    part: &Part,
    (text, root): (&str, &Tree),
    (fields, offer): (&mut Fields, &Offer),
    page: &Page,
) -> Came {
    if let (Place::There(at), Part::Question(kind)) = (place, part)
        && let Some((wished, _)) = KINDS.iter().find(|(known, _)| *known == fields.value("type") && known != kind)
    {
        let changes = turned(at, &Part::Question((*wished).to_owned()), root);
        let onward = Onward::Part(at.clone(), "editor-kind-changed");
        return patch::change(text, &changes).map_or(Came::Stuck, |text| Came::Put(text, onward));
    }
    match switched(place, part, (text, root), fields) {
        Switch::Unasked => put(place, part, (text, root), (fields, offer), page),
        Switch::Stuck => Came::Stuck,
        Switch::Done(text, root) => match put(place, part, (&text, &root), (fields, offer), page) {
            Came::Put(text, _) => Came::Put(text, Onward::Part(place.at(&root), "editor-saved")),
            came => came,
        },
    }
}

/// What became of two options that change places.
enum Switch {
    /// Another button was pressed.
    Unasked,
    /// It cannot be done.
    Stuck,
    /// The text with them in each other's place, read again.
    Done(String, Tree),
}

/// Puts two options in each other's place, when that button was pressed: the fields follow.
fn switched(place: &Place, part: &Part, (text, root): (&str, &Tree), fields: &mut Fields) -> Switch {
    let Some((list, first)) = pressed(place, part, fields) else { return Switch::Unasked };
    if first + 1 >= root.count(&list) {
        return Switch::Stuck;
    }
    switch_options(fields, first);
    fields.forget("do");
    let swapped = patch::change(text, &[Change::Swap(list, first)]).ok();
    let read = swapped.and_then(|text| patch::read(&text).map(|root| (text, root)));
    read.map_or(Switch::Stuck, |(text, root)| Switch::Done(text, root))
}

/// The list of options, and the first of the two that change places.
fn pressed(place: &Place, part: &Part, fields: &Fields) -> Option<(String, usize)> {
    let (Place::There(at), Part::Question(_)) = (place, part) else { return None };
    let (way, index) = fields.value("do").split_once('-')?;
    let index: usize = index.parse().ok()?;
    let first = if way == "up" { index.checked_sub(1)? } else { index };
    Some((format!("{at}.options"), first))
}

fn put(
    place: &Place,
    part: &Part,
    (text, root): (&str, &Tree),
    (fields, offer): (&mut Fields, &Offer),
    page: &Page,
) -> Came {
    let at = place.at(root);
    let names = names(part, root, &at);
    let taken = |name: &str| names.iter().any(|known| known == name);
    let Some(filled) = Filled::read(part, fields, offer, &taken) else {
        return Came::Wrong;
    };
    let changes = match place {
        Place::New(list) => vec![added(list, root, filled.value())],
        Place::Whole(_) => filled.changes(&at, root),
        Place::There(at) => match root.at(at) {
            Some(known) => filled.changes(at, known),
            None => return Came::Stuck,
        },
    };
    let Ok(patched) = patch::change(text, &changes) else { return Came::Stuck };
    check(part, &at, &patched, fields, page);
    if fields.is_fine() { Came::Put(patched, Onward::Home) } else { Came::Wrong }
}

/// A new part at the end of its list, which may not be there yet.
fn added(list: &str, root: &Tree, value: Value) -> Change {
    if root.at(list).is_some() {
        return Change::Append(list.to_owned(), value);
    }
    let (above, _) = list.rsplit_once('.').unwrap_or(("", list));
    Change::Set(above.to_owned(), part::last_name(list), Value::List(vec![value]))
}

/// Says what is wrong with the part at its fields.
pub(in crate::pages) fn check(part: &Part, at: &str, patched: &str, fields: &mut Fields, page: &Page) {
    let mut problems = forms::parse(patched).err().unwrap_or_default();
    // While something else is wrong, conditions would not be looked at.
    problems.extend(forms::from_yaml(patched).map(|read| forms::check_expressions(&read)).unwrap_or_default());
    for problem in problems {
        let own = if at.is_empty() {
            Some(problem.path.as_str())
        } else {
            problem.path.strip_prefix(at).and_then(|rest| rest.strip_prefix('.'))
        };
        let Some(name) = own.and_then(|own| field_of(part, own)) else { continue };
        if name == "fee.amount" && cases(patched, fields, page) {
            continue;
        }
        fields.fail(name, shared::said(&problem, page));
    }
}

/// Says at each condition of a duty what is wrong with it; false when it is none of them.
fn cases(patched: &str, fields: &mut Fields, page: &Page) -> bool {
    let mut found = false;
    for index in 0..MOST_CASES {
        let name = format!("cases[{index}].when");
        let when = base::text::line(fields.value(&name));
        if when.is_empty() {
            continue;
        }
        let alone = Change::Set("fee".to_owned(), "amount", Value::Text(only(&when)));
        let Ok(alone) = patch::change(patched, &[alone]) else { continue };
        let problems = forms::from_yaml(&alone).map(|read| forms::check_expressions(&read)).unwrap_or_default();
        for problem in problems.iter().filter(|problem| problem.path == "fee.amount") {
            fields.fail(name.clone(), shared::said(problem, page));
            found = true;
        }
    }
    found
}

/// The field of the form that a problem below a part belongs to; none: it is mended elsewhere.
fn field_of(part: &Part, own: &str) -> Option<String> {
    let is_within = |name: &str| {
        let rest = own.strip_prefix(name);
        !name.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let entry = part.entries().into_iter().find(|entry| is_within(entry.name))?;
    let name = entry.name;
    Some(match entry.typed {
        Typed::Pair | Typed::LongPair | Typed::Keywords if own == name => format!("{name}.ru"),
        Typed::Keywords => own.split('[').next().unwrap_or(own).to_owned(),
        Typed::Options if own == name => "options[0].title.ru".to_owned(),
        Typed::Several(_) => name.to_owned(),
        _ => own.to_owned(),
    })
}

/// A question becomes one of another type: what that does not have goes.
fn turned(at: &str, into: &Part, root: &Tree) -> Vec<Change> {
    let Part::Question(kind) = into else { return Vec::new() };
    let set = Change::Set(at.to_owned(), "type", Value::Bare(kind.clone()));
    let known = root.at(at);
    let gone = into.foreign().into_iter().filter(|name| known.is_some_and(|known| known.field(name).is_some()));
    let gone = gone.map(|name| Change::Unset(at.to_owned(), name));
    std::iter::once(set).chain(gone).collect()
}

/// The names that every other part of the kind has: questions, pages and computed values share theirs.
fn names(part: &Part, root: &Tree, but: &str) -> Vec<String> {
    let mut lists: Vec<String> = match part {
        Part::Rule => vec!["eligibility".to_owned()],
        Part::Refusal => vec!["refusals".to_owned()],
        _ => ["pages", "computed", "decision"].map(str::to_owned).to_vec(),
    };
    let name = if *part == Part::Refusal { "code" } else { "id" };
    let mut found = Vec::new();
    while let Some(list) = lists.pop() {
        for index in 0..root.count(&list) {
            let at = format!("{list}[{index}]");
            lists.push(format!("{at}.questions"));
            if at != but
                && let Some(id) = root.text(&format!("{at}.{name}"))
            {
                found.push(id.to_owned());
            }
        }
    }
    found
}
