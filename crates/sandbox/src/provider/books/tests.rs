use serde_json::json;

use super::*;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn order() -> Order {
    Order {
        amount: Money::roubles(3_500),
        description: "Госпошлина".into(),
        recipient: json!({ "name": "УФК" }),
        metadata: json!({ "charge": "1" }),
        return_url: "http://127.0.0.1/back".into(),
        asked: json!({}),
    }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn books() -> Books {
    let mut books = Books::default();
    books.create(id(1), NOW, "key", order());
    books
}

#[test]
fn a_payment_succeeds_once_and_tells_once() {
    let mut books = books();
    let changes = books.succeed(id(1), id(2), NOW, "2200".into(), "http://x/pay");
    assert_eq!(changes.len(), 2);
    assert!(books.succeed(id(1), id(3), NOW, "2200".into(), "http://x/pay").is_empty());
    assert!(books.cancel(id(1), id(4), NOW, "payer", "http://x/pay").is_empty());
    assert_eq!(books.find(id(1)).unwrap().state, State::Succeeded);
    let unheard = books.unheard();
    let body: Value = serde_json::from_str(&unheard[0].body).unwrap();
    assert_eq!((&body["event"], &body["payment"]["status"]), (&json!("payment.succeeded"), &json!("succeeded")));
    assert_eq!(body["payment"]["amount"]["value_kopecks"], 350_000);
    books.heard(id(2));
    assert!(books.unheard().is_empty());
}

#[test]
fn refunds_never_exceed_the_payment() {
    let mut books = books();
    let ask = |books: &mut Books, number, key: &str, roubles| {
        books.refund(id(1), id(number), NOW, key, Money::roubles(roubles)).map(|(refund, _)| refund.id)
    };
    assert_eq!(ask(&mut books, 5, "a", 100), Err(NoRefund::NotPaid));
    books.succeed(id(1), id(2), NOW, "2200".into(), "");
    assert_eq!(ask(&mut books, 5, "a", 3_000), Ok(id(5)));
    assert_eq!(ask(&mut books, 6, "a", 3_000), Ok(id(5)), "the same key is the same refund");
    assert_eq!(ask(&mut books, 7, "b", 501), Err(NoRefund::TooMuch));
    assert_eq!(ask(&mut books, 7, "b", 0), Err(NoRefund::TooMuch));
    assert_eq!(ask(&mut books, 8, "c", 500), Ok(id(8)));
    assert_eq!(books.find(id(1)).unwrap().refunded(), Money::roubles(3_500));
}

#[test]
fn unpaid_payments_run_out_after_a_day() {
    let mut books = books();
    assert!(books.expire(NOW + LIFETIME, "", || id(9)).is_empty());
    assert_eq!(books.expire(NOW + LIFETIME + SignedDuration::from_secs(1), "", || id(9)).len(), 2);
    assert_eq!(books.find(id(1)).unwrap().cancellation.as_deref(), Some("expired"));
}

#[test]
fn a_register_is_of_the_day_in_its_zone() {
    let mut books = books();
    // 22:30 in UTC on the first is half past one at night on the second in Moscow.
    let at: Timestamp = "2026-11-01T22:30:00Z".parse().unwrap();
    books.succeed(id(1), id(2), at, "2200".into(), "");
    let zone = TimeZone::get("Europe/Moscow").unwrap();
    let day = |day: i8| books.register(jiff::civil::date(2026, 11, day), &zone)["totals"].clone();
    assert_eq!(day(1)["payments"], 0);
    assert_eq!((&day(2)["payments"], &day(2)["paid_kopecks"]), (&json!(1), &json!(350_000)));
}

#[test]
fn books_are_the_same_after_writing_and_reading() {
    let mut books = books();
    books.succeed(id(1), id(2), NOW, "2200".into(), "");
    let mut again = Books::default();
    for change in books.snapshot() {
        let line = serde_json::to_string(&change).unwrap();
        again.apply(serde_json::from_str(&line).unwrap());
    }
    assert_eq!(again.by_key("key").unwrap().state, State::Succeeded);
    assert_eq!(again.unheard().len(), 1);
}
