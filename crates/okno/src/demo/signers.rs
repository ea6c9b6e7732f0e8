//! Keys and certificates of the demo's agencies, asked of the sandbox's certificate authority the ordinary way.

use std::path::Path;

use anyhow::{Context, Result};
use base::Cx;
use documents::signing::{AgencyKey, new_key};

/// Makes what is missing: a key for each agency (code and name) and a certificate for it from the authority.
pub(super) async fn make(
    cx: &Cx,
    folder: &Path,
    agencies: &[(String, String)],
    authority: &str,
) -> Result<Vec<AgencyKey>> {
    std::fs::create_dir_all(folder)?;
    let http = reqwest::Client::new();
    let mut made = Vec::with_capacity(agencies.len());
    for (agency, name) in agencies {
        let key = folder.join(format!("{agency}.key.pem"));
        let chain = folder.join(format!("{agency}.pem"));
        if !chain.exists() {
            let new = new_key(cx, name)?;
            let answer = http
                .post(format!("{authority}/ca/certificates"))
                .body(new.request)
                .send()
                .await?
                .error_for_status()
                .with_context(|| format!("the authority gave no certificate to {agency}"))?;
            std::fs::write(&key, new.key)?;
            std::fs::write(&chain, answer.text().await?)?;
        }
        made.push(AgencyKey { agency: agency.clone(), key, chain });
    }
    Ok(made)
}
