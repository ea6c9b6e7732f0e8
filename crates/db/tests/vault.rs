//! The vault: what is sealed opens for its owner at its place, and nowhere else.
#![allow(clippy::unwrap_used)]

use base::AccountId;
use db::{
    Error, p,
    testing::{each, keys},
    vault::{self, Keys},
};

#[tokio::test]
async fn opens_only_for_its_owner_at_its_place() {
    each(&[], async |db, cx, _| {
        let (vera, oleg) = (AccountId::new(&cx), AccountId::new(&cx));
        let mut tx = db.begin().await.unwrap();
        vault::create(&mut tx, &cx, vera).await.unwrap();
        vault::create(&mut tx, &cx, oleg).await.unwrap();
        let sealed = vault::seal(&mut tx, &cx, vera, "profiles/data/1", "Вера".as_bytes()).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read().await.unwrap();
        assert_eq!(vault::open(&mut tx, vera, "profiles/data/1", &sealed).await.unwrap(), "Вера".as_bytes());
        let moved = vault::open(&mut tx, vera, "profiles/data/2", &sealed).await;
        assert!(matches!(moved, Err(Error::Sealed(_))));
        let anothers = vault::open(&mut tx, oleg, "profiles/data/1", &sealed).await;
        assert!(matches!(anothers, Err(Error::Sealed(_))));
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(vault::open(&mut tx, vera, "profiles/data/1", &altered).await.is_err(), "byte {place}");
        }
        for end in 0..sealed.len() {
            assert!(vault::open(&mut tx, vera, "profiles/data/1", &sealed[..end]).await.is_err());
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_is_made_once_and_destroyed_for_ever() {
    each(&[], async |db, cx, _| {
        let vera = AccountId::new(&cx);
        let mut tx = db.begin().await.unwrap();
        let early = vault::seal(&mut tx, &cx, vera, "a", b"x").await;
        assert!(matches!(early, Err(Error::NoKey(owner)) if owner == vera.0));
        vault::create(&mut tx, &cx, vera).await.unwrap();
        let sealed = vault::seal_json(&mut tx, &cx, vera, "a", &["x"]).await.unwrap();
        vault::create(&mut tx, &cx, vera).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.begin().await.unwrap();
        assert_eq!(vault::open_json::<Vec<String>>(&mut tx, vera, "a", &sealed).await.unwrap(), ["x"]);
        vault::destroy(&mut tx, vera).await.unwrap();
        assert!(matches!(vault::open(&mut tx, vera, "a", &sealed).await, Err(Error::NoKey(_))));
        drop(tx);

        // That was rolled back.
        let mut tx = db.begin().await.unwrap();
        assert!(vault::open(&mut tx, vera, "a", &sealed).await.is_ok());
        vault::destroy(&mut tx, vera).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        vault::create(&mut tx, &cx, vera).await.unwrap();
        assert!(matches!(vault::open(&mut tx, vera, "a", &sealed).await, Err(Error::Sealed(_))));
    })
    .await;
}

#[tokio::test]
async fn fingerprints_are_keyed_and_of_their_kind() {
    each(&[], async |db, cx, _| {
        let tx = db.read().await.unwrap();
        let phone = vault::fingerprint(&tx, "phone", "+79001234567");
        assert_eq!(phone, vault::fingerprint(&tx, "phone", "+79001234567"));
        assert_ne!(phone, vault::fingerprint(&tx, "mail", "+79001234567"));
        assert_ne!(vault::fingerprint(&tx, "ab", "c"), vault::fingerprint(&tx, "a", "bc"));
        let other = db.with_keys(Keys::generate(&cx)).read().await.unwrap();
        assert_ne!(phone, vault::fingerprint(&other, "phone", "+79001234567"));
    })
    .await;
}

#[tokio::test]
async fn master_keys_rotate_under_what_is_sealed() {
    each(&[], async |db, cx, _| {
        let accounts: Vec<AccountId> = (0..250).map(|_| AccountId::new(&cx)).collect();
        let mut tx = db.begin().await.unwrap();
        for account in &accounts {
            vault::create(&mut tx, &cx, *account).await.unwrap();
        }
        let sealed = vault::seal(&mut tx, &cx, accounts[0], "a", b"x").await.unwrap();
        let system = vault::seal_system(&mut tx, &cx, "b", b"y").await.unwrap();
        let phone = vault::fingerprint(&tx, "phone", "1");
        tx.commit().await.unwrap();

        let both = keys().rotated(&cx);
        let only_new = both.newest_only();
        let refused = db.with_keys(only_new.clone());
        let mut tx = refused.read().await.unwrap();
        assert!(matches!(vault::open(&mut tx, accounts[0], "a", &sealed).await, Err(Error::Keys(_))));
        drop(tx);

        let rotating = db.with_keys(both);
        assert_eq!(vault::rotate(&rotating, &cx).await.unwrap(), 251);
        assert_eq!(vault::rotate(&rotating, &cx).await.unwrap(), 0);

        let db = db.with_keys(only_new);
        let mut tx = db.read().await.unwrap();
        assert_eq!(vault::open(&mut tx, accounts[0], "a", &sealed).await.unwrap(), b"x");
        assert_eq!(vault::open_system(&mut tx, "b", &system).await.unwrap(), b"y");
        assert_eq!(vault::fingerprint(&tx, "phone", "1"), phone, "look-ups must survive");
    })
    .await;
}

#[tokio::test]
async fn a_wrapped_key_cannot_be_given_to_another_owner() {
    each(&[], async |db, cx, _| {
        let (vera, oleg) = (AccountId::new(&cx), AccountId::new(&cx));
        let mut tx = db.begin().await.unwrap();
        vault::create(&mut tx, &cx, vera).await.unwrap();
        tx.execute("update vault_keys set owner = $2 where owner = $1", p![vera, oleg]).await.unwrap();
        assert!(matches!(vault::seal(&mut tx, &cx, oleg, "a", b"x").await, Err(Error::Sealed(_))));
    })
    .await;
}

#[test]
fn rings_are_written_and_read() {
    let ring = keys();
    let text = ring.to_bytes();
    assert_eq!(Keys::from_bytes(&text).unwrap().to_bytes(), text);
    assert!(!format!("{ring:?}").contains("0x"), "keys are not for logs");
    let lines = String::from_utf8(text).unwrap();
    let without = |name: &str| lines.lines().filter(|line| !line.starts_with(name)).collect::<Vec<_>>().join("\n");
    assert!(Keys::from_bytes(without("master").as_bytes()).is_err());
    assert!(Keys::from_bytes(without("lookup").as_bytes()).is_err());
    assert!(Keys::from_bytes(format!("{lines}lookup AAAA\n").as_bytes()).is_err());
    assert!(Keys::from_bytes(format!("{lines}other AAAA\n").as_bytes()).is_err());
}
