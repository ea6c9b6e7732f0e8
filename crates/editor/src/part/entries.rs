//! The fields of every part.

use super::{Entry, Need, Source, Typed, Whether, kinds::prefills};

const fn entry(name: &'static str, label: &'static str, hint: &'static str, typed: Typed) -> Entry {
    Entry { name, label, hint, typed, need: Need::Never, absent: "", kinds: &[] }
}

impl Entry {
    const fn needed(mut self) -> Self {
        self.need = Need::Always;
        self
    }

    const fn needed_with(mut self, group: &'static str) -> Self {
        self.need = Need::With(group);
        self
    }

    const fn of(mut self, kinds: &'static [&'static str]) -> Self {
        self.kinds = kinds;
        self
    }

    const fn absent(mut self, absent: &'static str) -> Self {
        self.absent = absent;
        self
    }
}

const fn section(label: &'static str) -> Entry {
    entry("", label, "", Typed::Section)
}

const KIND: Source = Source::Words(
    "forms-kind-",
    &["certificate", "document", "registration", "permit", "benefit", "appointment", "payment", "statement"],
);
const LEVEL: Source = Source::Words("editor-level-", &["simplified", "standard", "verified"]);
const AUDIENCE: Source = Source::Words("editor-audience-", &["person", "sole_proprietor", "organisation"]);

pub(super) const MAIN: &[Entry] = &[
    section("editor-section-about"),
    entry("title", "editor-field-service-title", "", Typed::Pair).needed(),
    entry("short", "editor-text-short", "editor-field-short-hint", Typed::LongPair).needed(),
    entry("about", "editor-text-about", "", Typed::LongPair).needed(),
    entry("who", "editor-field-who", "editor-field-who-hint", Typed::LongPair).needed(),
    entry("keywords", "editor-field-keywords", "editor-field-keywords-hint", Typed::Keywords),
    section("editor-section-kind"),
    entry("kind", "editor-field-kind", "", Typed::One(KIND)).needed(),
    entry("audience", "editor-field-audience", "", Typed::Several(AUDIENCE)).needed().absent("person"),
    entry("level", "editor-field-level", "", Typed::One(LEVEL)).needed().absent("simplified"),
    entry("agency", "editor-new-agency", "", Typed::One(Source::Agencies)).needed(),
    entry("categories", "editor-field-categories", "", Typed::Several(Source::Categories)).needed(),
    entry("regions", "editor-field-regions", "editor-field-regions-hint", Typed::Several(Source::Regions)),
    section("editor-section-times"),
    entry("time", "editor-field-time", "editor-field-time-hint", Typed::Pair).needed(),
    entry("deadlines.review", "editor-field-review", "editor-field-review-hint", Typed::Formula),
    entry("deadlines.answer", "editor-field-answer", "editor-field-answer-hint", Typed::Formula),
    section("editor-section-season"),
    entry("season.from", "editor-field-season-from", "editor-field-season-hint", Typed::YearDay).needed_with("season."),
    entry("season.until", "editor-field-season-until", "", Typed::YearDay).needed_with("season."),
    entry("season.note", "editor-field-season-note", "editor-field-season-note-hint", Typed::LongPair)
        .needed_with("season."),
    section("editor-section-sending"),
    entry("confirm", "editor-field-confirm", "editor-field-confirm-hint", Typed::Flag("code")),
];

const PAID: Whether =
    Whether { field: "fee", fields: &["fee."], words: [("free", "editor-paid-free"), ("fee", "editor-paid-fee")] };

const PARTY: Whether = Whether {
    field: "second_party",
    fields: &["second_party.", "deadlines.agreement"],
    words: [("one", "editor-party-one"), ("two", "editor-party-two")],
};

pub(super) const SECOND_PARTY: &[Entry] = &[
    entry("party", "editor-field-party", "editor-field-party-hint", Typed::Whether(&PARTY)),
    entry("second_party.title", "editor-field-party-title", "editor-field-party-title-hint", Typed::Pair)
        .needed_with("second_party."),
    entry("second_party.agrees", "editor-field-agrees", "editor-field-agrees-hint", Typed::LongPair)
        .needed_with("second_party."),
    entry("second_party.snils", "editor-field-party-snils", "editor-field-party-snils-hint", Typed::One(Source::Snils))
        .needed_with("second_party."),
    entry("second_party.shows", "editor-field-shows", "editor-field-shows-hint", Typed::Several(Source::Asked)),
    entry("second_party.when", "editor-field-party-when", "editor-field-party-when-hint", Typed::Formula),
    entry("deadlines.agreement", "editor-field-agreement", "editor-field-agreement-hint", Typed::Formula),
];

const GIVES: Whether = Whether {
    field: "result.template",
    fields: &["result.valid_for_months"],
    words: [("none", "editor-gives-none"), ("pdf", "editor-gives-pdf")],
};

pub(super) const RESULT: &[Entry] = &[
    entry("gives", "editor-field-gives", "", Typed::Whether(&GIVES)),
    entry("result.title", "editor-field-result-title", "editor-field-result-title-hint", Typed::Pair).needed(),
    entry("result.about", "editor-field-result-about", "editor-field-result-about-hint", Typed::LongPair).needed(),
    entry("result.valid_for_months", "editor-field-valid", "editor-field-valid-hint", Typed::Count),
];

pub(super) const COST: &[Entry] = &[
    entry("price", "editor-field-price", "editor-field-price-hint", Typed::Pair).needed(),
    entry("paid", "editor-field-paid", "", Typed::Whether(&PAID)),
    section("editor-section-fee"),
    entry("fee.amount", "editor-field-amount", "editor-field-amount-hint", Typed::Amount).needed_with("fee."),
    entry("fee.purpose", "editor-text-purpose", "editor-field-purpose-hint", Typed::Pair).needed_with("fee."),
    entry("deadlines.payment", "editor-field-payment", "editor-field-payment-hint", Typed::Formula),
    section("editor-section-recipient"),
    entry("fee.recipient.name", "editor-field-recipient", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.inn", "editor-field-inn", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.kpp", "editor-field-kpp", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.account", "editor-field-account", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.bank", "editor-field-bank", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.bik", "editor-field-bik", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.kbk", "editor-field-kbk", "", Typed::Line).needed_with("fee."),
    entry("fee.recipient.oktmo", "editor-field-oktmo", "", Typed::Line).needed_with("fee."),
];

pub(super) const RULE: &[Entry] = &[
    entry("require", "editor-field-rule", "editor-field-rule-hint", Typed::Formula).needed(),
    entry("explain", "editor-field-explain", "editor-field-explain-hint", Typed::LongPair).needed(),
    entry("advice", "editor-text-advice", "editor-field-advice-hint", Typed::LongPair).needed(),
    entry("id", "editor-field-rule-id", "editor-field-rule-id-hint", Typed::Name),
];

const REQUIRE: Entry = entry("require", "editor-field-check", "editor-field-check-hint", Typed::Formula).needed();
const MESSAGE: Entry = entry("message", "editor-text-message", "editor-field-message-hint", Typed::LongPair).needed();

pub(super) const CHECK: &[Entry] =
    &[REQUIRE, MESSAGE, entry("at", "editor-field-at", "editor-field-at-hint", Typed::One(Source::Questions))];

pub(super) const OWN_CHECK: &[Entry] = &[REQUIRE, MESSAGE];

pub(super) const COMPUTED: &[Entry] = &[
    entry("title", "editor-field-computed-title", "editor-field-computed-title-hint", Typed::Pair),
    entry("value", "editor-field-value", "editor-field-value-hint", Typed::Formula).needed(),
    entry("id", "editor-field-id", "editor-field-computed-id-hint", Typed::Name),
];

pub(super) const REFUSAL: &[Entry] = &[
    entry("title", "editor-field-refusal", "editor-field-refusal-hint", Typed::Pair).needed(),
    entry("advice", "editor-text-advice", "", Typed::LongPair).needed(),
    entry("code", "editor-field-code", "editor-field-code-hint", Typed::Name),
];

pub(super) const ITEM: &[Entry] = &[
    entry("title", "editor-text-title", "", Typed::Pair).needed(),
    entry("note", "editor-text-note", "", Typed::LongPair),
];

pub(super) const ANSWER: &[Entry] = &[
    entry("question", "editor-text-question", "", Typed::Pair).needed(),
    entry("answer", "editor-text-answer", "", Typed::LongPair).needed(),
];

pub(super) const LAW: &[Entry] =
    &[entry("ru", "editor-russian", "", Typed::Line).needed(), entry("en", "editor-english", "", Typed::Line).needed()];

pub(super) const PAGE: &[Entry] = &[
    entry("title", "editor-field-page-title", "", Typed::Pair).needed(),
    entry("intro", "editor-field-intro", "", Typed::LongPair),
    entry("id", "editor-field-page-id", "editor-field-page-id-hint", Typed::Name),
    entry("when", "editor-field-when", "editor-field-when-hint", Typed::Formula),
];

const LETTERS: Source = Source::Words("editor-word-", &["cyrillic", "latin", "digits"]);
const BOUND: &str = "editor-field-bound-hint";

pub(super) const QUESTION: &[Entry] = &[
    entry("title", "editor-field-title", "", Typed::Pair).needed(),
    entry("hint", "editor-field-hint", "", Typed::Pair),
    entry("item", "editor-field-item", "editor-field-item-hint", Typed::Pair).needed().of(&["group"]),
    entry("options", "editor-field-options", "editor-field-options-hint", Typed::Options).of(&["choice", "choices"]),
    entry("optional", "editor-field-optional", "", Typed::Flag("true")),
    entry("multiline", "editor-field-multiline", "", Typed::Flag("true")).of(&["text"]),
    entry("letters", "editor-field-letters", "", Typed::One(LETTERS)).of(&["text"]),
    entry("min_length", "editor-field-min-length", "", Typed::Count).of(&["text"]),
    entry("max_length", "editor-field-max-length", "", Typed::Count).of(&["text"]),
    entry("min", "editor-field-min", BOUND, Typed::Formula).of(&["number", "money", "date"]),
    entry("max", "editor-field-max", BOUND, Typed::Formula).of(&["number", "money", "date"]),
    entry("born", "editor-field-born", "", Typed::Flag("true")).of(&["person"]),
    entry("certificate", "editor-field-certificate", "", Typed::Flag("true")).of(&["child"]),
    entry("picture", "editor-field-picture", "editor-field-picture-hint", Typed::Flag("true")).of(&["file"]),
    entry("min_items", "editor-field-min-items", "", Typed::Count).of(&["file", "group"]),
    entry("max_items", "editor-field-max-items", "", Typed::Count).of(&["file", "group"]),
    entry("prefill", "editor-field-prefill", "", Typed::Prefill),
    entry("id", "editor-field-id", "editor-field-id-hint", Typed::Name),
    entry("when", "editor-field-when", "editor-field-when-hint", Typed::Formula),
];

/// The fields of a question of a type.
pub(super) fn of_question(kind: &str) -> Vec<&'static Entry> {
    QUESTION
        .iter()
        .filter(|entry| entry.kinds.is_empty() || entry.kinds.contains(&kind))
        .filter(|entry| entry.typed != Typed::Prefill || !prefills(kind).is_empty())
        .collect()
}
