//! One statement on one connection of SQLite.

use rusqlite::{Connection, ErrorCode, Statement, ffi, types::ValueRef};

use crate::{Error, FromRow, Mismatch, Param, Result, Row, Value, row::Cells};

pub(super) fn one<T: FromRow>(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
    let mut first = None;
    each(connection, sql, params, |row| {
        first = Some(row);
        false
    })?;
    Ok(first)
}

pub(super) fn query<T: FromRow>(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
    let mut all = Vec::new();
    each(connection, sql, params, |row| {
        all.push(row);
        true
    })?;
    Ok(all)
}

/// Gives the rows to `take` until it has enough.
fn each<T: FromRow>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    mut take: impl FnMut(T) -> bool,
) -> Result<()> {
    let failed = |error| refused(sql, &error);
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let names: Vec<&str> = statement.column_names().collect();
    let places = T::places(&names).map_err(|problem| Error::row(sql, problem))?;
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        let value = T::from_row(&Row::new(row, &places)).map_err(|mismatch| Error::mismatch(sql, &mismatch))?;
        if !take(value) {
            break;
        }
    }
    Ok(())
}

pub(super) fn execute(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql).map_err(|error| refused(sql, &error))?;
    bind(&mut statement, sql, params)?;
    let changed = statement.raw_execute().map_err(|error| refused(sql, &error))?;
    Ok(changed as u64)
}

/// What begins or ends a transaction: said so often that it, too, is prepared once.
pub(super) fn run(connection: &Connection, sql: &str) -> Result<()> {
    let run = || connection.prepare_cached(sql)?.raw_execute();
    run().map(drop).map_err(|error| refused(sql, &error))
}

/// The same statement for each row of so many cells.
pub(super) fn execute_rows(connection: &Connection, sql: &str, width: usize, cells: &[Param<'_>]) -> Result<()> {
    let failed = |error| refused(sql, &error);
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = cells.chunks(width.max(1));
    let Some(first) = rows.next() else { return Ok(()) };
    bind(&mut statement, sql, first)?;
    statement.raw_execute().map_err(failed)?;
    // The places stand in their order: what is named once need not be looked up again for every row.
    let in_order = (1..=width).all(|place| statement.parameter_name(place) == Some(format!("${place}").as_str()));
    for row in rows {
        if in_order && row.len() == width {
            for (place, cell) in row.iter().enumerate() {
                statement.raw_bind_parameter(place + 1, cell).map_err(failed)?;
            }
        } else {
            bind(&mut statement, sql, row)?;
        }
        statement.raw_execute().map_err(failed)?;
    }
    Ok(())
}

/// SQLite reads `$2` as a name and numbers names by their first appearance: give each the parameter of its number.
fn bind(statement: &mut Statement<'_>, sql: &str, params: &[Param<'_>]) -> Result<()> {
    let mut highest = 0;
    for index in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(index)
            .and_then(|name| name.strip_prefix('$'))
            .and_then(|number| number.parse::<usize>().ok())
            .ok_or_else(|| Error::row(sql, "a place for a parameter is not of the form $1"))?;
        let param = number.checked_sub(1).and_then(|place| params.get(place));
        let param = param.ok_or_else(|| Error::row(sql, format!("parameter ${number} is not given")))?;
        statement.raw_bind_parameter(index, param).map_err(|error| refused(sql, &error))?;
        highest = highest.max(number);
    }
    if highest == params.len() {
        Ok(())
    } else {
        Err(Error::row(sql, format!("{} parameters are given, {highest} used", params.len())))
    }
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        let value = match self {
            Self::Null => ValueRef::Null,
            Self::Bool(value) => ValueRef::Integer(i64::from(*value)),
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Uuid(id) => ValueRef::Blob(id.as_bytes()),
        };
        Ok(rusqlite::types::ToSqlOutput::Borrowed(value))
    }
}

impl Cells for rusqlite::Row<'_> {
    fn cell(&self, place: usize) -> Result<Value<'_>, Mismatch> {
        match self.get_ref(place) {
            Ok(ValueRef::Null) => Ok(Value::Null),
            Ok(ValueRef::Integer(value)) => Ok(Value::Int(value)),
            Ok(ValueRef::Blob(bytes)) => Ok(Value::Bytes(bytes)),
            Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes)
                .map(Value::Text)
                .map_err(|_| Mismatch { wanted: "a text", found: "bytes that are not UTF-8" }),
            Ok(ValueRef::Real(_)) => Err(Mismatch { wanted: "a portable value", found: "a fraction" }),
            Err(_) => Err(Mismatch { wanted: "a column", found: "none" }),
        }
    }
}

/// What SQLite refused, without any value.
pub(super) fn refused(sql: &str, error: &rusqlite::Error) -> Error {
    if let rusqlite::Error::SqliteFailure(failure, message) = error {
        let unique = [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
        if unique.contains(&failure.extended_code) {
            let constraint = message.as_deref().and_then(|message| message.rsplit(": ").next()).unwrap_or_default();
            return Error::Unique { constraint: constraint.to_owned(), sql: sql.to_owned() };
        }
        if failure.code == ErrorCode::DiskFull {
            return Error::Full(sql.to_owned());
        }
        if failure.code == ErrorCode::DatabaseBusy {
            return Error::Busy("another process holds the file");
        }
    }
    Error::Statement { message: error.to_string(), sql: sql.to_owned(), again: false }
}
