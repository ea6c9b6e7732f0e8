//! The one writer of SQLite, with group commit.
//!
//! Transactions stand in line for the connection. The first begins an outer transaction, those after it are savepoints in
//! it; to commit, one releases its savepoint, leaves a bell, and a task of its own goes to the end of the line. Whoever was
//! in line before that task joins the same outer transaction, so one wait for the disk serves them all. The fairness of the lock forms the group:
//! there is no timer. A client that vanishes cannot strand the group, because the task is not its own.

use std::{
    sync::{Arc, Mutex as Lock, MutexGuard as Locked, PoisonError},
    time::Duration,
};

use rusqlite::Connection;
use tokio::{
    sync::{Mutex, OwnedMutexGuard, oneshot},
    time::{Instant, sleep, timeout_at},
};

use super::statement;
use crate::{Error, FromRow, Param, Result};

/// How often a file that another process holds is asked for.
const AGAIN: Duration = Duration::from_millis(10);

/// The connection that writes, and those whose work waits to be flushed.
pub(super) struct Line {
    connection: Connection,
    bells: Vec<oneshot::Sender<Result<(), String>>>,
    /// Whether the present member is a savepoint. The first is not: with it nobody else's work would be undone, and SQLite
    /// need not copy every page that it changes.
    has_savepoint: bool,
}

impl Line {
    pub fn new(connection: Connection) -> Self {
        Self { connection, bells: Vec::new(), has_savepoint: false }
    }

    fn run(&self, sql: &str) -> Result<()> {
        statement::run(&self.connection, sql)
    }

    fn enter(&mut self) -> Result<()> {
        self.has_savepoint = !self.connection.is_autocommit();
        self.run(if self.has_savepoint { "savepoint member" } else { "begin immediate" })
    }

    /// Undoes the present member; ends the outer transaction when nobody's work is in it.
    fn leave(&mut self) {
        if self.has_savepoint
            && !self.connection.is_autocommit()
            && self.run("rollback to member").and_then(|()| self.run("release member")).is_err()
        {
            self.abandon("the savepoint could not be rolled back");
        }
        if self.bells.is_empty() && !self.connection.is_autocommit() {
            self.abandon("nothing to keep");
        }
    }

    /// Rolls everything back and tells those who waited.
    fn abandon(&mut self, reason: &str) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.run("rollback")
        {
            tracing::error!(%error, "the outer transaction could not be rolled back");
        }
        self.ring(&Err(reason.to_owned()));
    }

    fn flush(&mut self) {
        metrics::histogram!("db_group_size").record(u32::try_from(self.bells.len()).unwrap_or(u32::MAX));
        match self.run("commit") {
            Ok(()) => self.ring(&Ok(())),
            Err(error) => self.abandon(&error.to_string()),
        }
    }

    fn ring(&mut self, outcome: &Result<(), String>) {
        for bell in self.bells.drain(..) {
            // Whoever no longer listens has gone away; the work is kept or lost all the same.
            let _gone = bell.send(outcome.clone());
        }
    }

    /// Some failures (a full disk) make SQLite undo the whole outer transaction: those before us must hear of it.
    fn notice(&mut self) {
        if self.connection.is_autocommit() {
            self.ring(&Err("the database undid the whole transaction".to_owned()));
        }
    }
}

/// A transaction that writes: a member of the group.
pub(crate) struct Writer {
    line: Arc<Mutex<Line>>,
    /// The hands of one transaction take it in turns.
    turn: Lock<Option<OwnedMutexGuard<Line>>>,
}

impl Writer {
    pub(super) async fn begin(line: Arc<Mutex<Line>>, patience: Duration) -> Result<Self> {
        let deadline = Instant::now() + patience;
        let mut turn = timeout_at(deadline, line.clone().lock_owned())
            .await
            .map_err(|_| Error::Busy("another transaction holds the writer"))?;
        // Another process may hold the file. To wait for it inside SQLite would hold this thread, and its pages with it.
        while let Err(error) = turn.enter() {
            if !matches!(error, Error::Busy(_)) || Instant::now() >= deadline {
                return Err(error);
            }
            sleep(AGAIN).await;
        }
        Ok(Self { line, turn: Lock::new(Some(turn)) })
    }

    fn turn(&self) -> Locked<'_, Option<OwnedMutexGuard<Line>>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, run: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.with_line(|line| run(&line.connection))
    }

    fn with_line<T>(&self, run: impl FnOnce(&Line) -> Result<T>) -> Result<T> {
        let mut mine = self.turn();
        let turn = mine.as_mut().ok_or(Error::Failed)?;
        let answer = run(turn);
        if answer.is_err() {
            turn.notice();
            // It can no longer commit, so it lets the next one in at once.
            turn.leave();
            *mine = None;
        }
        answer
    }

    pub fn one<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        self.with(|connection| statement::one(connection, sql, params))
    }

    pub fn query<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.with(|connection| statement::query(connection, sql, params))
    }

    pub fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.with(|connection| statement::execute(connection, sql, params))
    }

    pub fn execute_rows(&self, sql: &str, width: usize, cells: &[Param<'_>]) -> Result<()> {
        self.with(|connection| statement::execute_rows(connection, sql, width, cells))
    }

    pub fn script(&self, sql: &str) -> Result<()> {
        self.with(|connection| connection.execute_batch(sql).map_err(|error| statement::refused(sql, &error)))
    }

    pub async fn commit(&self) -> Result<()> {
        self.with_line(|line| if line.has_savepoint { line.run("release member") } else { Ok(()) })?;
        let (bell, answer) = oneshot::channel();
        let first = {
            let Some(mut turn) = self.turn().take() else { return Err(Error::Failed) };
            turn.bells.push(bell);
            turn.bells.len() == 1
        };
        if first {
            tokio::spawn(flush(self.line.clone()));
        }
        match answer.await {
            Ok(outcome) => outcome.map_err(Error::Commit),
            Err(_) => Err(Error::Commit("the program is stopping".to_owned())),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(mut turn) = self.turn().take() {
            turn.leave();
        }
    }
}

/// Commits for all whose work is in the outer transaction, when its turn in the line comes.
async fn flush(line: Arc<Mutex<Line>>) {
    let mut turn = line.lock_owned().await;
    if turn.bells.is_empty() {
        return;
    }
    // Waiting for the disk is not for the threads that serve pages.
    let flushed = tokio::task::spawn_blocking(move || turn.flush()).await;
    if let Err(error) = flushed {
        tracing::error!(%error, "the commit of a group did not finish");
    }
}
