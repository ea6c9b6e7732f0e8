use super::*;

const FILE: &str = "\
# вверху
pages:
  - id: one # сбоку
    title: {ru: Раз, en: One}
    questions:
      # о первом
      - id: a
        type: choice
        title: {ru: А, en: A}
        options:
          - {id: x, title: {ru: Икс, en: X}}
          # о втором варианте
          - {id: y, title: {ru: Игрек, en: Y}}

      - {id: b, type: text, max_length: 3, title: {ru: Б, en: B}} # строка
  # о второй
  - id: two
    title: {ru: Два, en: Two}
    questions: []
deadlines: {review: 10}
";

fn made(change: Change) -> String {
    super::change(FILE, &[change]).unwrap()
}

fn at(path: &str) -> String {
    path.to_owned()
}

#[test]
fn items_change_places_with_their_comments() {
    let swapped = made(Change::Swap(at("pages[0].questions"), 0));
    let (first, second) = (swapped.find("- {id: b").unwrap(), swapped.find("# о первом\n      - id: a").unwrap());
    assert!(first < second, "{swapped}");
    assert_eq!(super::change(&swapped, &[Change::Swap(at("pages[0].questions"), 0)]).unwrap(), FILE);
    let swapped = made(Change::Swap(at("pages"), 0));
    assert!(swapped.starts_with("# вверху\npages:\n  # о второй\n  - id: two\n"), "{swapped}");
    let swapped = made(Change::Swap(at("pages[0].questions[0].options"), 0));
    assert!(swapped.contains("          # о втором варианте\n          - {id: y"), "{swapped}");
}

#[test]
fn items_come_and_go() {
    let gone = made(Change::Remove(at("pages[0].questions"), 0));
    assert!(!gone.contains("о первом") && gone.contains("questions:\n\n      - {id: b"), "{gone}");
    let gone = super::change(&gone, &[Change::Remove(at("pages[0].questions"), 0)]).unwrap();
    assert!(gone.contains("    questions: []\n  # о второй"), "{gone}");
    let question = Value::Map(vec![
        ("id", Value::Bare("c".into())),
        ("type", Value::Bare("choices".into())),
        ("title", Value::Map(vec![("ru", Value::Text("Ц: \"в\"".into())), ("en", Value::Text("C".into()))])),
        ("options", Value::List(vec![Value::Map(vec![("id", Value::Bare("z".into()))])])),
    ]);
    let more = made(Change::Append(at("pages[0].questions"), question.clone()));
    let written = "      - id: c\n        type: choices\n        title: {ru: \"Ц: \\\"в\\\"\", en: \"C\"}\n        options:\n          - {id: z}\n";
    assert!(more.contains(&format!("# строка\n{written}  # о второй")), "{more}");
    let first = made(Change::Append(at("pages[1].questions"), question));
    assert!(first.contains(&format!("    questions:\n{written}deadlines")), "{first}");
}

#[test]
fn items_go_to_other_lists_with_their_comments() {
    let go = |text: &str, from: usize, place, to: usize| {
        let list = |page| format!("pages[{page}].questions");
        super::change(text, &[Change::Move(list(from), place, list(to))]).unwrap()
    };
    let away = go(FILE, 0, 0, 1);
    assert!(away.contains("    questions:\n      # о первом\n      - id: a\n        type: choice\n"), "{away}");
    assert!(
        away.contains("          # о втором варианте\n          - {id: y")
            && away.ends_with("deadlines: {review: 10}\n")
    );
    assert!(super::change(FILE, &[Change::Move(at("pages"), 0, at("pages"))]).is_err());
    assert!(super::change(FILE, &[Change::Move(at("pages[0].questions"), 5, at("pages[1].questions"))]).is_err());
}

#[test]
fn fields_come_go_and_change() {
    let set = |path: &str, name, value: &str| made(Change::Set(at(path), name, Value::Text(value.into())));
    assert_eq!(
        set("pages[0].questions[0]", "when", "b == \"1\""),
        FILE.replace("type: choice\n", "type: choice\n        when: \"b == \\\"1\\\"\"\n")
    );
    assert_eq!(
        set("pages[0].questions[1]", "when", "x"),
        FILE.replace("max_length: 3,", "max_length: 3, when: \"x\",")
    );
    assert_eq!(set("pages[0].title", "ru", "Три"), FILE.replace("{ru: Раз,", "{ru: \"Три\","));
    let gone = made(Change::Unset(at("pages[0].questions[1]"), "max_length"));
    assert_eq!(gone, FILE.replace(" max_length: 3,", ""));
    let gone = made(Change::Unset(at("pages[0].questions[0]"), "options"));
    assert!(gone.contains("title: {ru: А, en: A}\n\n      - {id: b"), "{gone}");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let no = |change: Change| super::change(FILE, &[change]).is_err();
    assert!(no(Change::Remove(at("pages"), 2)));
    assert!(no(Change::Swap(at("pages"), 1)));
    assert!(no(Change::Append(at("pages[0]"), Value::Bare("x".into()))));
    assert!(no(Change::Set(at("pages[7]"), "when", Value::Text("x".into()))));
    assert!(no(Change::Unset(at("pages[0]"), "id_of_none")));
    assert!(super::change("a: &x [b]\nc: *x", &[Change::Remove(at("a"), 0)]).is_err());
    // A text of several lines with a comment beside its sign would lose that.
    let text = "pages:\n  - id: a\n    when: >- # вот\n      x\n";
    assert!(super::change(text, &[Change::Set(at("pages[0]"), "when", Value::Text("y".into()))]).is_err());
}

#[test]
fn every_service_can_be_taken_apart_and_is_put_together_again() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    let mut swapped = 0;
    for (path, text) in catalog::read_folder(&folder).unwrap() {
        if !path.ends_with("/service.yaml") {
            continue;
        }
        let root = tree::read(&text).unwrap();
        for page in 0..root.count("pages") {
            let list = format!("pages[{page}].questions");
            for place in 1..root.count(&list) {
                let swap = Change::Swap(list.clone(), place - 1);
                let there =
                    super::change(&text, std::slice::from_ref(&swap)).unwrap_or_else(|_| panic!("{path} {list}"));
                assert_eq!(super::change(&there, &[swap]).unwrap(), text, "{path} {list}");
                swapped += 1;
            }
            if page > 0 && root.count(&list) > 0 {
                let away = Change::Move(list.clone(), 0, format!("pages[{}].questions", page - 1));
                super::change(&text, &[away]).unwrap_or_else(|_| panic!("{path} {list}"));
            }
            let question = Value::Map(vec![("id", Value::Bare("q".into())), ("type", Value::Bare("inn".into()))]);
            let place = root.count(&list);
            let more = super::change(&text, &[Change::Append(list.clone(), question)]).unwrap();
            assert_eq!(super::change(&more, &[Change::Remove(list, place)]).unwrap(), text, "{path}");
        }
    }
    assert!(swapped > 100);
}
