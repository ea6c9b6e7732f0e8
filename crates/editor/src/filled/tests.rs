use web::Fields;

use super::*;
use crate::patch;

const FILE: &str = "\
# вверху
title: {ru: А, en: A}
short: {ru: б, en: b}
about: {ru: в, en: c}
who: {ru: г, en: d}
kind: certificate
agency: police # наша
categories: [documents, family]
keywords: {ru: [а, б], en: []}
price: {ru: Бесплатно, en: Free}
time: {ru: 10 дней, en: 10 days}
result: {title: {ru: Р, en: R}}
deadlines: {review: 10}
# вопросы
pages: []
";

fn offer() -> Offer {
    let known = |codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), (*code).to_owned())).collect();
    Offer {
        agencies: known(&["police", "tax"]),
        categories: known(&["documents", "family", "nature"]),
        regions: known(&["tver", "tula"]),
        asked: known(&["b", "c"]),
        snils: known(&["c"]),
        ..Offer::default()
    }
}

fn filled(text: &str, part: &Part, typed: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let root = patch::read(text).unwrap();
    let mut fields = Fields::default();
    show(part, &root, &mut fields);
    for (name, _) in typed {
        fields.forget(name);
    }
    for (name, value) in typed {
        fields.push(*name, *value);
    }
    let read = Filled::read(part, &mut fields, &offer(), &|_| false);
    let Some(filled) = read else {
        return Err(fields.errors().iter().map(|(name, _)| (*name).to_owned()).collect());
    };
    Ok(patch::change(text, &filled.changes("", &root)).unwrap())
}

#[test]
fn what_is_not_changed_is_not_touched() {
    assert_eq!(filled(FILE, &Part::Main, &[]).unwrap(), FILE);
    assert_eq!(filled(FILE, &Part::Cost, &[]).unwrap(), FILE);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    for (path, text) in catalog::read_folder(&folder).unwrap() {
        if !path.ends_with("/service.yaml") {
            continue;
        }
        let root = patch::read(&text).unwrap();
        let words = |list: &str| -> Choices {
            shown::words(&root, list).into_iter().map(|word| (word.clone(), word)).collect()
        };
        let agency = root.text("agency").unwrap().to_owned();
        let known = Offer {
            agencies: vec![(agency.clone(), agency)],
            categories: words("categories"),
            regions: words("regions"),
            asked: words("second_party.shows"),
            snils: root.text("second_party.snils").map(|id| (id.to_owned(), id.to_owned())).into_iter().collect(),
            ..Offer::default()
        };
        for part in [Part::Main, Part::Cost, Part::SecondParty, Part::Result] {
            let mut fields = Fields::default();
            show(&part, &root, &mut fields);
            let read = Filled::read(&part, &mut fields, &known, &|_| false);
            let changes = read.unwrap_or_else(|| panic!("{path}: {:?}", fields.errors())).changes("", &root);
            assert_eq!(changes, [], "{path}");
        }
    }
}

#[test]
fn what_the_service_is_changes_in_place() {
    let typed = [
        ("kind", "permit"),
        ("level", "verified"),
        ("audience", "person"),
        ("audience", "sole_proprietor"),
        ("categories", "documents"),
        ("categories", "nature"),
        ("regions", "tula"),
        ("keywords.ru", "б, в, б"),
        ("deadlines.review", ""),
        ("deadlines.answer", "a ? 3 : 5"),
        ("season.from", "1.4"),
        ("season.until", "31.10"),
        ("season.note.ru", "Весна"),
        ("season.note.en", "Spring"),
        ("confirm", "code"),
    ];
    let text = filled(FILE, &Part::Main, &typed).unwrap();
    let wished = FILE
        .replace("certificate\n", "permit\nlevel: verified\naudience: [person, sole_proprietor]\nregions: [tula]\n")
        .replace("[documents, family]", "[documents, nature]")
        .replace("[а, б]", "[б, \"в\"]")
        .replace("en: R}}\n", "en: R}}\nseason: {from: \"04-01\", until: \"10-31\", note: {ru: \"Весна\", en: \"Spring\"}}\nconfirm: code\n")
        .replace("{review: 10}", "{answer: \"a ? 3 : 5\"}");
    assert_eq!(text, wished);
    let none = [("season.from", ""), ("season.until", ""), ("season.note.ru", ""), ("season.note.en", "")];
    let gone = filled(&text, &Part::Main, &[&none[..], &[("deadlines.answer", ""), ("confirm", "")]].concat()).unwrap();
    assert!(!gone.contains("season") && !gone.contains("deadlines") && !gone.contains("confirm"), "{gone}");
    assert!(gone.ends_with("# вопросы\npages: []\n"), "{gone}");
}

#[test]
fn a_duty_comes_and_goes() {
    let digits = |count: usize| "1".repeat(count);
    let typed = [
        ("paid", "fee".to_owned()),
        ("fee.amount", "3 500 ₽".to_owned()),
        ("cases[0].when", "small".to_owned()),
        ("cases[0].amount", "500".to_owned()),
        ("fee.purpose.ru", "Пошлина".to_owned()),
        ("fee.purpose.en", "Duty".to_owned()),
        ("fee.recipient.name", "УФК".to_owned()),
        ("fee.recipient.inn", digits(10)),
        ("fee.recipient.kpp", digits(9)),
        ("fee.recipient.account", digits(20)),
        ("fee.recipient.bank", "Банк".to_owned()),
        ("fee.recipient.bik", digits(9)),
        ("fee.recipient.kbk", digits(20)),
        ("fee.recipient.oktmo", digits(8)),
    ];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let paid = filled(FILE, &Part::Cost, &typed).unwrap();
    assert!(paid.contains("fee:\n  amount: \"small ? roubles(500) : roubles(3500)\"\n  purpose: {ru:"), "{paid}");
    assert!(paid.contains("  recipient:\n    name: \"УФК\"\n    inn: \"1111111111\"\n"), "{paid}");
    assert_eq!(filled(&paid, &Part::Cost, &[]).unwrap(), paid, "what says the same is not touched");
    assert_eq!(filled(&paid, &Part::Cost, &[("paid", "free")]).unwrap(), FILE);
    let less = filled(&paid, &Part::Cost, &[("cases[0].when", ""), ("cases[0].amount", "")]).unwrap();
    assert!(less.contains("amount: \"roubles(3500)\""), "{less}");
}

#[test]
fn what_does_not_fit_is_said_at_its_field() {
    let wrong = |part: Part, typed: &[(&str, &str)]| filled(FILE, &part, typed).unwrap_err();
    assert_eq!(wrong(Part::Main, &[("kind", "miracle")]), ["kind"]);
    assert_eq!(wrong(Part::Main, &[("agency", "")]), ["agency"]);
    assert_eq!(wrong(Part::Main, &[("categories", "")]), ["categories"]);
    assert_eq!(wrong(Part::Main, &[("regions", "atlantis")]), ["regions"]);
    assert_eq!(wrong(Part::Main, &[("title.en", " ")]), ["title.en"]);
    assert_eq!(
        wrong(Part::Main, &[("season.from", "32.01")]),
        ["season.from", "season.until", "season.note.ru", "season.note.en"]
    );
    let about =
        [("gives", "pdf"), ("result.about.ru", "о"), ("result.about.en", "a"), ("result.valid_for_months", "полгода")];
    assert_eq!(wrong(Part::Result, &about), ["result.valid_for_months"]);
    assert_eq!(wrong(Part::Cost, &[("paid", "later")]), ["paid"]);
    let nothing = wrong(Part::Cost, &[("paid", "fee"), ("cases[0].amount", "1,5")]);
    assert_eq!(nothing[..4], ["cases[0].when", "cases[0].amount", "fee.amount", "fee.purpose.ru"]);
    assert_eq!(nothing.len(), 5 + 8);
}

#[test]
fn a_second_party_comes_and_goes() {
    let file =
        FILE.replace("pages: []\n", "pages:\n  - {id: a, questions: [{id: b, type: text}, {id: c, type: snils}]}\n");
    let wrong = filled(&file, &Part::SecondParty, &[("party", "two"), ("second_party.snils", "b")]).unwrap_err();
    let names = ["title.ru", "title.en", "agrees.ru", "agrees.en", "snils"];
    assert_eq!(wrong, names.map(|name| format!("second_party.{name}")));
    let typed = [
        ("party", "two"),
        ("second_party.title.ru", "Покупатель"),
        ("second_party.title.en", "Buyer"),
        ("second_party.agrees.ru", "Покупаю."),
        ("second_party.agrees.en", "I buy."),
        ("second_party.snils", "c"),
        ("second_party.shows", "c"),
        ("second_party.shows", "b"),
        ("deadlines.agreement", "3"),
    ];
    let text = filled(&file, &Part::SecondParty, &typed).unwrap();
    assert!(text.contains("  snils: c\n  shows: [b, c]\n") || text.contains("snils: c, shows: [b, c]"), "{text}");
    assert!(text.contains("{review: 10, agreement: 3}"), "{text}");
    assert_eq!(filled(&text, &Part::SecondParty, &[]).unwrap(), text, "what says the same is not touched");
    assert_eq!(filled(&text, &Part::SecondParty, &[("party", "one")]).unwrap(), file);
}
