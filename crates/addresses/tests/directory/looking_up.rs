use addresses::{Lookup, choose, confirm, look_up};
use base::Address;
use db::Tx;
use proptest::{prelude::*, test_runner::TestRunner};

use crate::with_sample;

async fn known(tx: &mut Tx, line: &str) -> Address {
    match look_up(tx, line).await.unwrap() {
        Lookup::Known(address) => address,
        other => panic!("{line}: {other:?}"),
    }
}

async fn choices(tx: &mut Tx, line: &str) -> Vec<(String, String)> {
    match look_up(tx, line).await.unwrap() {
        Lookup::Several(choices) => choices.into_iter().map(|choice| (choice.id, choice.line)).collect(),
        other => panic!("{line}: {other:?}"),
    }
}

fn lines(choices: &[(String, String)]) -> Vec<&str> {
    choices.iter().map(|(_, line)| line.as_str()).collect()
}

#[tokio::test]
async fn a_line_that_means_one_house_gets_its_parts_and_stays_as_it_was_typed() {
    with_sample(async |db, _| {
        let mut tx = db.read().await.unwrap();
        let found = known(&mut tx, "г Тверь,  ул.Советская 10 корп 2, кв. 7").await;
        assert_eq!(found.text, "г Тверь, ул.Советская 10 корп 2, кв. 7");
        assert_eq!(found.postal_code.as_deref(), Some("170100"));
        let parts: Vec<(&str, &str)> =
            ["region_code", "region", "city", "street", "house", "building", "flat", "oktmo"]
                .into_iter()
                .filter_map(|name| Some((name, found.field(name)?)))
                .collect();
        let expected = [
            ("region_code", "69"),
            ("region", "Тверская область"),
            ("city", "Тверь"),
            ("street", "ул. Советская"),
            ("house", "10"),
            ("building", "к. 2"),
            ("flat", "7"),
            ("oktmo", "28701000"),
        ];
        assert_eq!(parts, expected);
        let moscow = known(&mut tx, "125009, г. Москва, ул. Тверская, д. 14, кв. 27").await;
        assert_eq!((moscow.field("region"), moscow.field("city")), (Some("Москва"), Some("Москва")));
        // A house that the directory does not know stands in a street that it knows.
        let street = known(&mut tx, "Тверь, Садовая, д. 99 к. 1, кв. 3").await;
        assert_eq!(
            (street.field("house"), street.field("building"), street.field("flat")),
            (Some("99"), Some("к. 1"), Some("3"))
        );
        assert_eq!(street.field("street"), Some("ул. Садовая"));
    })
    .await;
}

#[tokio::test]
async fn a_line_that_may_mean_several_is_asked_about() {
    with_sample(async |db, _| {
        let mut tx = db.read().await.unwrap();
        let found = choices(&mut tx, "ул. Садовая, д. 5, кв. 2").await;
        assert_eq!(
            lines(&found),
            [
                "Московская область, г. Химки, ул. Садовая, д. 5, кв. 2",
                "Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 2",
                "Тверская область, г. Торжок, ул. Садовая, д. 5, кв. 2",
                "г. Москва, ул. Садовая, д. 5, кв. 2",
            ]
        );
        let tver = choose(&mut tx, &found[1].0, "ул. Садовая, д. 5, кв. 2").await.unwrap().unwrap();
        assert_eq!(tver.text, found[1].1);
        assert_eq!(
            (tver.field("city"), tver.field("house"), tver.field("flat")),
            (Some("Тверь"), Some("5"), Some("2"))
        );
        // The buildings are not told apart by «14»: there is no such house, only its structure.
        assert_eq!(lines(&choices(&mut tx, "Ивановка").await).len(), 2);
        // The postal code decides.
        let coded = known(&mut tx, "172002, ул. Садовая, д. 5").await;
        assert_eq!(coded.field("city"), Some("Торжок"));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_knows_is_an_address_too() {
    with_sample(async |db, _| {
        let mut tx = db.read().await.unwrap();
        for line in ["г. Вымысел, ул. Небывалая, д. 3", "у моря под сосной", "Тверь, Садовая 5, вход со двора", "123"]
        {
            assert_eq!(look_up(&mut tx, line).await.unwrap(), Lookup::Unknown(Address::written(line)), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_id_counts_only_as_long_as_the_line_means_it() {
    with_sample(async |db, _| {
        let mut tx = db.read().await.unwrap();
        let id = known(&mut tx, "Тверь, Садовая, д. 5").await.directory_id.unwrap();
        let same =
            confirm(&mut tx, &id, "Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 12").await.unwrap().unwrap();
        assert_eq!((same.field("flat"), same.directory_id.as_ref()), (Some("12"), Some(&id)));
        for line in ["Тверь, Садовая, д. 6", "Торжок, Садовая, д. 5", "Тверь, Советская, д. 5", ""]
        {
            assert_eq!(confirm(&mut tx, &id, line).await.unwrap(), None, "{line}");
        }
        for id in ["", "x", "00000000-0000-0000-0000-000000000000"] {
            assert_eq!(confirm(&mut tx, id, "Тверь, Садовая, д. 5").await.unwrap(), None);
            assert_eq!(choose(&mut tx, id, "Тверь, Садовая, д. 5").await.unwrap(), None);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_does_no_harm() {
    with_sample(async |db, _| {
        let lines = "[0-9а-яёА-Я .,/'%_-]{0,60}|(ул|г|д|кв|обл|пр|8 марта|тверь|садовая|10к2|[0-9]{1,3}|[, .]){0,12}|\\PC{0,60}";
        let mut runner = TestRunner::new(ProptestConfig::with_cases(150));
        runner
            .run(&lines, |line| {
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(async {
                        let mut tx = db.read().await.unwrap();
                        for found in addresses::suggest(&mut tx, &line, 8).await.unwrap() {
                            let chosen = choose(&mut tx, &found.id, &line).await.unwrap();
                            assert!(chosen.is_some_and(|chosen| !chosen.text.is_empty()));
                        }
                        if let Lookup::Known(address) = look_up(&mut tx, &line).await.unwrap() {
                            assert!(address.directory_id.is_some());
                        }
                    });
                });
                Ok(())
            })
            .unwrap();
    })
    .await;
}
