//! The folder of services of an installation, watched: what is dropped there is offered without a restart.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result};
use base::Cx;
use catalog::{By, Origin, Published};
use db::Db;
use documents::Typesetter;
use forms::{Problem, faults};

/// Paths with their lengths and times: as long as they are the same, nothing was changed.
type Look = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// A folder of services, and what was seen in it.
#[derive(Debug)]
pub struct Watch {
    folder: PathBuf,
    /// What sets documents in type before they are published.
    typesetter: Typesetter,
    /// As it was at the last look.
    seen: Look,
    /// As it was when it was published.
    taken: Option<Look>,
    /// What was said of it last, which is not said again.
    told: String,
}

impl Watch {
    /// Watches a folder.
    pub fn new(folder: &Path, typesetter: Typesetter) -> Self {
        Self { folder: folder.to_owned(), typesetter, seen: Look::new(), taken: None, told: String::new() }
    }

    /// Looks into the folder. What has changed and has come to rest since the last look is published; a broken service is
    /// told of, with file, line and field, and goes on with the edition that it had.
    pub async fn look(&mut self, db: &Db, cx: &Cx) -> Option<Published> {
        match self.try_to_look(db, cx).await {
            Ok(published) => published,
            Err(error) => {
                let words = format!("{error:#}");
                if words != self.told {
                    tracing::error!(error = words, "the folder of services cannot be taken over");
                    self.refuse(db, cx, &words).await;
                    self.told = words;
                }
                None
            }
        }
    }

    /// Administrators read that the folder as a whole cannot be taken over. The database may be why: then it is only logged.
    async fn refuse(&self, db: &Db, cx: &Cx, words: &str) {
        let problem = Problem::at("", faults::unreadable(words)).in_file(&self.folder.display().to_string());
        let kept = async {
            let mut tx = db.begin().await?;
            catalog::refuse(&mut tx, cx, &[problem]).await?;
            tx.commit().await
        };
        if let Err(error) = kept.await {
            tracing::warn!(%error, "what is wrong with the folder of services cannot be written down");
        }
    }

    async fn try_to_look(&mut self, db: &Db, cx: &Cx) -> Result<Option<Published>> {
        let now = look(&self.folder).with_context(|| self.folder.display().to_string())?;
        let rests = now == self.seen;
        self.seen = now;
        // Somebody is copying files into it just now, or nothing happened.
        if !rests || self.taken.as_ref() == Some(&self.seen) {
            return Ok(None);
        }
        let files = super::files(Some(&self.folder))?;
        let by = By::origin(Origin::Files);
        let published = super::publishing::publish(db, cx, &files, &by, &self.typesetter).await?;
        for problem in &published.problems {
            tracing::error!(%problem, "a service was kept back");
        }
        for service in &published.changed {
            tracing::info!(service, "a service was published from the folder");
        }
        self.taken = Some(self.seen.clone());
        self.told.clear();
        Ok(Some(published))
    }
}

fn look(folder: &Path) -> io::Result<Look> {
    let mut found = Look::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let entry = entry?;
            let about = entry.metadata()?;
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                found.push((entry.path(), about.len(), about.modified().ok()));
            }
        }
    }
    found.sort();
    Ok(found)
}
