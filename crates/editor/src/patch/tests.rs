use super::*;

fn put(yaml: &str, path: &str, value: &str) -> Result<String, Unpatched> {
    put_texts(yaml, &BTreeMap::from([(path.to_owned(), value.to_owned())]))
}

const FILE: &str = "\
# Комментарий сверху
title: {ru: Охотничий билет, en: Hunter's ticket} # и сбоку
about:
  ru: >-
    Первая строка
    и вторая.
  en: |
    Several
    lines.

pages:
  - id: reason
    questions:
      - {id: a, title: {ru: \"Зачем?\", en: 'Why?'}}
";

#[test]
fn one_value_changes_and_nothing_else() {
    let changed = put(FILE, "title.ru", "Билет: «новый»").unwrap();
    assert_eq!(changed, FILE.replace("Охотничий билет,", "\"Билет: «новый»\","));
    let changed = put(FILE, "pages[0].questions[0].title.en", "What \"for\"?").unwrap();
    assert_eq!(changed, FILE.replace("'Why?'", r#""What \"for\"?""#));
    let changed = put(FILE, "about.ru", "Одна").unwrap();
    assert_eq!(changed, FILE.replace(">-\n    Первая строка\n    и вторая.", "\"Одна\""));
    let changed = put(FILE, "about.en", "One").unwrap();
    assert_eq!(changed, FILE.replace("|\n    Several\n    lines.", "\"One\""));
}

#[test]
fn what_says_the_same_is_not_touched() {
    assert_eq!(put(FILE, "title.ru", "Охотничий билет").unwrap(), FILE);
    assert_eq!(put(FILE, "about.ru", "Первая строка и вторая.").unwrap(), FILE);
}

#[test]
fn what_is_not_there_is_said() {
    assert_eq!(put(FILE, "title.de", "x"), Err(Unpatched::NoSuchValue("title.de".into())));
    assert_eq!(put("a: [", "a", "x"), Err(Unpatched::Unreadable));
    assert_eq!(put("a: &x b\nc: *x", "a", "x"), Err(Unpatched::Unreadable));
}
