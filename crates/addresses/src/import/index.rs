//! The words by which objects are found, and the line of each: made anew after every import that brought something.

use std::collections::HashMap;

use db::{Db, Tx};

use super::{ImportError, Progress};
use crate::{
    directory::{Object, name_words},
    store,
};

/// Objects of one transaction.
const BATCH: i64 = 500;
/// The most objects whose words are remembered for those that lie in them.
const REMEMBERED: usize = 50_000;
/// The deepest that an object may lie; the register has ten levels.
const DEEPEST: usize = 12;

/// Indexes what is not indexed yet.
pub(super) async fn index(db: &Db, told: &mut (dyn FnMut(&Progress) + Send)) -> Result<(), ImportError> {
    let mut known: HashMap<i64, Object> = HashMap::new();
    let mut count = 0;
    loop {
        let mut tx = db.begin().await?;
        let begun = store::import::begin(&mut tx, store::import::INDEX, 0).await?;
        if begun.done {
            return Ok(());
        }
        let objects = store::import::objects_after(&mut tx, begun.records, BATCH).await?;
        let last = objects.last().map_or(begun.records, |object| object.id);
        for object in &objects {
            one(&mut tx, object, &mut known).await?;
        }
        let done = objects.is_empty();
        let (before, after) = (begun.records.unsigned_abs(), last.unsigned_abs());
        if !store::import::advance(&mut tx, store::import::INDEX, before, after, done).await? {
            return Err(ImportError::Busy("the index".to_owned()));
        }
        tx.commit().await?;
        count += objects.len() as u64;
        told(&Progress { file: None, records: count });
        if known.len() > REMEMBERED {
            known.clear();
        }
    }
}

async fn one(tx: &mut Tx, object: &Object, known: &mut HashMap<i64, Object>) -> db::Result<()> {
    let chain = ancestors(tx, object, known).await?;
    let titles = chain.iter().rev().chain([object]).map(Object::title);
    let line = titles.collect::<Vec<_>>().join(", ");
    let class = i64::from(object.is_street());
    let own = object.words();
    let mut words: Vec<(String, i64)> = own.iter().map(|word| (word.clone(), class)).collect();
    for above in &chain {
        for word in name_words(&above.title()).into_iter().chain(name_words(&above.name)) {
            // «обл», «район»: what everything lies in finds nothing.
            if base::address::read(&word)
                .iter()
                .any(|piece| matches!(piece, base::address::Piece::Name(_) | base::address::Piece::Number(_)))
                && !words.iter().any(|(known, _)| *known == word)
            {
                words.push((word, 2));
            }
        }
    }
    store::import::write_words(tx, object.id, &line, &words).await
}

/// What an object lies in, innermost first.
async fn ancestors(tx: &mut Tx, object: &Object, known: &mut HashMap<i64, Object>) -> db::Result<Vec<Object>> {
    let mut chain = Vec::new();
    let mut parent = object.parent;
    while parent != 0 && parent != object.id && chain.len() < DEEPEST {
        let above = match known.get(&parent) {
            Some(above) => above.clone(),
            None => match store::search::object(tx, parent).await? {
                Some(above) => {
                    known.insert(parent, above.clone());
                    above
                }
                None => break,
            },
        };
        parent = above.parent;
        chain.push(above);
    }
    Ok(chain)
}
