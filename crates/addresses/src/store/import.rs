//! Writing the directory.

use db::{FromRow, Param, Result, ToParam, Tx, p};

use crate::{
    directory::Object,
    import::steps::{Change, Code},
};

/// The place of the index among the files.
pub(crate) const INDEX: &str = "(words)";

/// How far a file was read.
#[derive(FromRow)]
pub(crate) struct Begun {
    pub(crate) records: i64,
    pub(crate) done: bool,
}

/// Begins a file, or says how far it was read. A file of another size under the same name is read anew.
pub(crate) async fn begin(tx: &mut Tx, file: &str, size: u64) -> Result<Begun> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let begun = tx
        .one(
            "insert into address_imports (file, size, records, done) values ($1, $2, 0, false) \
             on conflict (file) do update set \
             records = case when address_imports.size = excluded.size then address_imports.records else 0 end, \
             done = case when address_imports.size = excluded.size then address_imports.done else false end, \
             size = excluded.size returning records, done",
            p![file, size],
        )
        .await?;
    Ok(begun.unwrap_or(Begun { records: 0, done: false }))
}

/// Says that more was read; `false` when somebody else has said so meanwhile.
pub(crate) async fn advance(tx: &mut Tx, file: &str, before: u64, after: u64, done: bool) -> Result<bool> {
    let (before, after) = (i64::try_from(before).unwrap_or(i64::MAX), i64::try_from(after).unwrap_or(i64::MAX));
    let changed = tx
        .execute(
            "update address_imports set records = $3, done = $4 where file = $1 and records = $2 and not done",
            p![file, before, after, done],
        )
        .await?;
    Ok(changed == 1)
}

/// The words are to be indexed anew.
pub(crate) async fn forget_index(tx: &mut Tx) -> Result<()> {
    tx.execute(
        "insert into address_imports (file, size, records, done) values ($1, 0, 0, false) \
         on conflict (file) do update set records = 0, done = false",
        p![INDEX],
    )
    .await?;
    Ok(())
}

/// Makes the changes, in order.
pub(crate) async fn write(tx: &mut Tx, changes: &[Change]) -> Result<()> {
    let statements: Vec<(&str, Vec<Param<'_>>)> = changes.iter().flat_map(statements).collect();
    let borrowed: Vec<(&str, &[Param<'_>])> =
        statements.iter().map(|(sql, params)| (*sql, params.as_slice())).collect();
    tx.batch(&borrowed).await?;
    Ok(())
}

fn statements(change: &Change) -> Vec<(&'static str, Vec<Param<'_>>)> {
    match change {
        Change::Object(of) => vec![(
            "insert into address_objects (id, guid, parent, level, kind, name, region, line) \
             values ($1, $2, 0, $3, $4, $5, '', '') on conflict (id) do update set \
             guid = excluded.guid, level = excluded.level, kind = excluded.kind, name = excluded.name",
            vec![of.id.to_param(), of.guid.to_param(), of.level.to_param(), of.kind.to_param(), of.name.to_param()],
        )],
        Change::House(of) => vec![(
            "insert into address_houses (id, guid, parent, number, house, building, label) \
             values ($1, $2, 0, $3, $4, $5, $6) on conflict (id) do update set guid = excluded.guid, \
             number = excluded.number, house = excluded.house, building = excluded.building, label = excluded.label",
            vec![
                of.id.to_param(),
                of.guid.to_param(),
                of.number.to_param(),
                of.house.to_param(),
                of.building.to_param(),
                of.label.to_param(),
            ],
        )],
        Change::Gone(id) => vec![
            ("delete from address_words where object = $1", vec![id.to_param()]),
            ("delete from address_objects where id = $1", vec![id.to_param()]),
            ("delete from address_houses where id = $1", vec![id.to_param()]),
        ],
        Change::Parent { id, parent, region } => vec![
            (
                "update address_objects set parent = $2, region = $3 where id = $1",
                vec![id.to_param(), parent.to_param(), region.to_param()],
            ),
            ("update address_houses set parent = $2 where id = $1", vec![id.to_param(), parent.to_param()]),
        ],
        Change::ObjectCode { id, code, value } => vec![(object_code(*code), vec![id.to_param(), value.to_param()])],
        Change::HouseCode { id, code, value } => vec![(house_code(*code), vec![id.to_param(), value.to_param()])],
    }
}

fn object_code(code: Code) -> &'static str {
    match code {
        Code::Postal => "update address_objects set postal_code = $2 where id = $1",
        Code::Okato => "update address_objects set okato = $2 where id = $1",
        Code::Oktmo => "update address_objects set oktmo = $2 where id = $1",
    }
}

fn house_code(code: Code) -> &'static str {
    match code {
        Code::Postal => "update address_houses set postal_code = $2 where id = $1",
        Code::Okato => "update address_houses set okato = $2 where id = $1",
        Code::Oktmo => "update address_houses set oktmo = $2 where id = $1",
    }
}

/// The next objects in the order of their numbers.
pub(crate) async fn objects_after(tx: &mut Tx, id: i64, limit: i64) -> Result<Vec<Object>> {
    tx.query(
        "select id, guid, parent, level, kind, name, region, postal_code, oktmo, line from address_objects \
         where id > $1 order by id limit $2",
        p![id, limit],
    )
    .await
}

/// Writes the line of an object and the words by which it is found, in place of what was there.
pub(crate) async fn write_words(tx: &mut Tx, id: i64, line: &str, words: &[(String, i64)]) -> Result<()> {
    let set = p![id, line].to_vec();
    let delete = p![id].to_vec();
    let row = |(word, class): &(String, i64)| {
        vec![id.to_param().into_owned(), Param::Bytes(word.as_bytes().to_vec().into()), class.to_param().into_owned()]
    };
    let rows: Vec<Vec<Param<'_>>> = words.iter().map(row).collect();
    let mut statements: Vec<(&str, &[Param<'_>])> = vec![
        ("update address_objects set line = $2 where id = $1", set.as_slice()),
        ("delete from address_words where object = $1", delete.as_slice()),
    ];
    for row in &rows {
        statements.push((
            "insert into address_words (object, word, class) values ($1, $2, $3) on conflict do nothing",
            row.as_slice(),
        ));
    }
    tx.batch(&statements).await?;
    Ok(())
}
