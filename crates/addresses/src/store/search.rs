//! Reading the directory. Words are compared as bytes: a prefix is a range that both databases see alike.

use base::Uuid;
use db::{Param, Result, Tx, p};

use crate::directory::{House, Object};

/// The most rows of one word that are looked at: bounds the work of a search for something that everything is called.
const LOOKED_AT: i64 = 20_000;

/// A range of words that begin alike.
fn range(beginning: &str) -> [Param<'static>; 2] {
    let mut end = beginning.as_bytes().to_vec();
    // No UTF-8 has this byte.
    end.push(0xff);
    [Param::Bytes(beginning.as_bytes().to_vec().into()), Param::Bytes(end.into())]
}

/// The object of this number.
pub(crate) async fn object(tx: &mut Tx, id: i64) -> Result<Option<Object>> {
    tx.one(
        "select id, guid, parent, level, kind, name, region, postal_code, oktmo, line from address_objects where id = $1",
        p![id],
    )
    .await
}

/// The object of this GUID.
pub(crate) async fn object_of(tx: &mut Tx, guid: Uuid) -> Result<Option<Object>> {
    tx.one(
        "select id, guid, parent, level, kind, name, region, postal_code, oktmo, line from address_objects \
         where guid = $1 order by id limit 1",
        p![guid],
    )
    .await
}

/// The house of this GUID.
pub(crate) async fn house_of(tx: &mut Tx, guid: Uuid) -> Result<Option<House>> {
    tx.one(
        "select id, guid, parent, number, house, building, label, postal_code, oktmo from address_houses \
         where guid = $1 order by id limit 1",
        p![guid],
    )
    .await
}

/// How many entries the word has, counted so far as it matters.
pub(crate) async fn count(tx: &mut Tx, word: &str) -> Result<i64> {
    let [from, to] = range(word);
    let found = tx
        .one(
            "select count(*) from (select object from address_words where word >= $1 and word < $2 limit $3) as entries",
            &[from, to, Param::Int(LOOKED_AT)],
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Objects whose own name has the word: of places (class 0) or streets (class 1).
pub(crate) async fn named(tx: &mut Tx, class: i64, word: &str, limit: i64) -> Result<Vec<Object>> {
    let [from, to] = range(word);
    tx.query(
        "select o.id, o.guid, o.parent, o.level, o.kind, o.name, o.region, o.postal_code, o.oktmo, o.line \
         from address_words as w join address_objects as o on o.id = w.object \
         where w.class = $1 and w.word >= $2 and w.word < $3 order by w.class, w.word, w.object limit $4",
        &[Param::Int(class), from, to, Param::Int(limit)],
    )
    .await
}

/// Objects that have the rare word and all the others, in their own names or in what they lie in; at most four others.
pub(crate) async fn having(tx: &mut Tx, rare: &str, others: &[&str], limit: i64) -> Result<Vec<Object>> {
    let mut params = range(rare).to_vec();
    for place in 0..4 {
        params.extend(range(others.get(place).copied().unwrap_or_default()));
    }
    params.extend([Param::Int(LOOKED_AT), Param::Int(limit)]);
    tx.query(
        "select o.id, o.guid, o.parent, o.level, o.kind, o.name, o.region, o.postal_code, o.oktmo, o.line \
         from (select object from address_words where word >= $1 and word < $2 limit $11) as w \
         join address_objects as o on o.id = w.object \
         where exists (select 1 from address_words as a where a.object = w.object and a.word >= $3 and a.word < $4) \
         and exists (select 1 from address_words as b where b.object = w.object and b.word >= $5 and b.word < $6) \
         and exists (select 1 from address_words as c where c.object = w.object and c.word >= $7 and c.word < $8) \
         and exists (select 1 from address_words as d where d.object = w.object and d.word >= $9 and d.word < $10) \
         limit $12",
        &params,
    )
    .await
}

/// Houses of a street whose numbers begin so, in the order of their numbers.
pub(crate) async fn houses(tx: &mut Tx, street: i64, number: &str, limit: i64) -> Result<Vec<House>> {
    let [from, to] = range(number);
    tx.query(
        "select id, guid, parent, number, house, building, label, postal_code, oktmo from address_houses \
         where parent = $1 and number >= $2 and number < $3 order by parent, number limit $4",
        &[Param::Int(street), from, to, Param::Int(limit)],
    )
    .await
}
