use proptest::prelude::*;
use typst_syntax::{SyntaxKind, SyntaxNode, ast::Str};

use super::*;

fn sheet(ru: &str, en: &str) -> Sheet {
    let said = Said { ru: ru.to_owned(), en: en.to_owned() };
    let row = Row { label: said.clone(), value: "decision.number".to_owned() };
    Sheet { opening: said.clone(), rows: vec![row], has_all: false, closing: said }
}

/// The texts in quotes, and every other word of the source, as the parser of Typst sees them.
fn seen(node: &SyntaxNode, texts: &mut Vec<String>, words: &mut Vec<String>) {
    match node.kind() {
        SyntaxKind::Str => texts.extend(node.cast::<Str<'_>>().map(|text| text.get().to_string())),
        SyntaxKind::Ident | SyntaxKind::MathIdent | SyntaxKind::Text | SyntaxKind::Raw => {
            words.push(node.leaf_text().to_string());
        }
        _ => node.children().for_each(|child| seen(child, texts, words)),
    }
}

#[test]
fn the_beginning_of_every_new_service_is_of_the_form() {
    let begin = include_str!("../begin/result.typ");
    let sheet = Sheet::read(begin).unwrap();
    assert_eq!(sheet.opening.ru, "Справка выдана: {profile.full_name}.");
    assert!(sheet.has_all && sheet.rows.len() == 1);
}

#[test]
fn what_was_changed_by_hand_is_not_of_the_form() {
    let said = "Первый {purpose}\nи {computed.sum}\n\nВторой: {decision.number}, {document.number}";
    let source = sheet(said, "A {purpose}").source();
    let read = Sheet::read(&source).unwrap();
    assert_eq!(read, sheet(said, "A {purpose}"));
    let changed = [
        source.replace("answer(\"purpose\")", "upper(answer(\"purpose\"))"),
        source.replace("linebreak()", "linebreak()  "),
        source.replace("#show: sheet", "#show: sheet\n// by hand"),
        source.replace("par({", "emph({"),
        source.replace("decided(\"number\")", "decided(\"../x\")"),
        source.replace("Второй: ", "Второй: {purpose}"),
        format!("{source}\n#par[More]\n"),
        String::new(),
    ];
    for changed in changed {
        assert_eq!(Sheet::read(&changed), None, "{changed}");
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    for (path, text) in catalog::read_folder(&folder).unwrap() {
        assert!(!path.ends_with("result.typ") || Sheet::read(&text).is_none(), "{path}");
    }
}

#[test]
fn names_stand_in_braces_and_all_else_is_text() {
    let told = |text| pieces(text).into_iter().map(|piece| format!("{piece:?}")).collect::<Vec<_>>().join(" ");
    assert_eq!(told("a {b} {c.d}{e}"), r#"Text("a ") Name("b") Text(" ") Name("c.d") Name("e")"#);
    for text in ["{", "}", "{}", "{ b }", "{B}", "{a.b.c}", "{.a}", "{{1}", "{а}"] {
        assert_eq!(pieces(text), [Piece::Text(text)], "{text}");
    }
    assert_eq!(told("{{b}"), r#"Text("{") Name("b")"#);
}

#[test]
fn rows_above_nothing_and_texts_alone_come_back() {
    let said = |text: &str| Said { ru: text.to_owned(), en: text.to_owned() };
    let row = Row { label: said("r"), value: "a".to_owned() };
    for sheet in [
        Sheet::default(),
        Sheet { opening: said("a"), ..Sheet::default() },
        Sheet { opening: said("a"), closing: said("b"), ..Sheet::default() },
        Sheet { rows: vec![row.clone()], closing: said("b"), ..Sheet::default() },
        Sheet { rows: vec![row], has_all: true, ..Sheet::default() },
        Sheet { has_all: true, ..Sheet::default() },
    ] {
        assert_eq!(Sheet::read(&sheet.source()), Some(sheet));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_out_as_that_text(
        ru in "(\\PC|[\"\\\\#{}()\\[\\]$*_`/\n\t\r\u{85}\u{2028}\u{2029}\u{202e}]|purpose|\\\\u\\{22\\}|\\)\\}\\)|//|/\\*){0,30}",
        en in "\\PC{1,20}",
    ) {
        let (ru, en) = (ru.trim().to_owned(), en.trim().to_owned());
        prop_assume!(!ru.is_empty() && !en.is_empty());
        let written = sheet(&ru, &en);
        let source = written.source();
        let root = typst_syntax::parse(&source);
        prop_assert_eq!(root.errors_and_warnings().0.len(), 0, "{}", source);
        let (mut texts, mut words) = (Vec::new(), Vec::new());
        seen(&root, &mut texts, &mut words);
        // What people typed is text in quotes, and calls are those of the form.
        let own = ["sheet", "say", "par", "linebreak", "facts", "decided", "answer", "strong", "applicant-name", "part", "data", "of-applicant", "day"];
        let strange: Vec<&String> = words.iter().filter(|word| !word.trim().is_empty() && !own.contains(&word.as_str())).collect();
        prop_assert!(strange.is_empty(), "{:?} in {}", strange, source);
        let expected: Vec<&str> = said::paragraphs(&ru).concat().into_iter().flat_map(pieces).filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Name(_) => None,
        }).collect();
        for text in expected {
            prop_assert!(texts.iter().any(|known| known == text), "{:?} among {:?}", text, texts);
        }
        prop_assert!(texts.contains(&ru) || ru.contains(['\n', '{']), "{:?} among {:?}", ru, texts);
        // It comes back as it was typed, but for blank lines.
        let read = Sheet::read(&source);
        prop_assert!(read.is_some(), "{}", source);
        let read = read.unwrap_or_default();
        prop_assert_eq!(said::paragraphs(&read.opening.ru), said::paragraphs(&ru));
        prop_assert_eq!(&read.rows[0].label.ru, &ru);
    }
}
