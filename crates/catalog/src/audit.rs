//! The audit of this slice: every edition is the content that its address says, and every service offers one of them.

use db::{Db, audit::Audit};
use forms::content_hash;

use crate::{model, store};

/// Looks at every edition and every service.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> db::Result<()> {
    let mut tx = db.snapshot().await?;
    let editions = store::list_editions(&mut tx).await?;
    for edition in &editions {
        let place = format!("{} {}", edition.service, edition.number);
        let template = edition.template.as_deref().unwrap_or_default();
        let hash = content_hash(&[("service.yaml", &edition.definition), ("result.typ", template)]).to_string();
        audit.found_if(hash != edition.hash, "an edition is not what its address says", &place);
        match model::definition(&edition.definition) {
            Ok(definition) => {
                audit.found_if(definition.code != edition.service, "an edition is that of another service", &place);
            }
            Err(problem) => audit.found("an edition cannot be read", format!("{place}: {problem}")),
        }
    }
    audit.examined("editions", editions.len());
    for (code, hash) in store::list_services(&mut tx).await? {
        let own = editions.iter().any(|edition| edition.service == code && edition.hash == hash);
        audit.found_if(!own, "a service offers an edition that is not there", code);
    }
    Ok(())
}
