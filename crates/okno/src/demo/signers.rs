//! Keys and certificates of the demo's agencies, asked of the sandbox's certificate authority the ordinary way.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use base::Cx;
use documents::signing::{AgencyKey, KeyFile, NewKey, new_key};
use reqwest::{Client, redirect::Policy};

/// How long the authority may take for a certificate.
const PATIENCE: Duration = Duration::from_mins(2);
/// A chain of certificates is a few thousand bytes.
const LONGEST: usize = 64 * 1024;

/// Makes what is missing: a key for each agency (code and name) and a certificate for it from the authority. A key is kept
/// only together with its certificate.
pub(super) async fn make(
    cx: &Cx,
    folder: &Path,
    agencies: &[(String, String)],
    authority: &str,
) -> Result<Vec<AgencyKey>> {
    std::fs::create_dir_all(folder)?;
    let http = Client::builder().timeout(PATIENCE).redirect(Policy::none()).build()?;
    let mut made = Vec::with_capacity(agencies.len());
    for (agency, name) in agencies {
        let key = folder.join(format!("{agency}.key.pem"));
        let chain = folder.join(format!("{agency}.pem"));
        if !chain.exists() {
            let new = new_key(cx, name)?;
            let certified = certify(&http, authority, &new).await;
            let certified = certified.with_context(|| format!("the authority gave no certificate to {agency}"))?;
            std::fs::write(&key, new.key)?;
            std::fs::write(&chain, certified)?;
        }
        made.push(AgencyKey { agency: agency.clone(), key, chain });
    }
    Ok(made)
}

/// The chain of certificates for the key, if the authority gives one that is for this very key.
async fn certify(http: &Client, authority: &str, new: &NewKey) -> Result<String> {
    let asked = http.post(format!("{authority}/ca/certificates")).body(new.request.clone()).send();
    let mut answer = asked.await?.error_for_status()?;
    let mut chain = Vec::new();
    while let Some(part) = answer.chunk().await? {
        chain.extend_from_slice(&part);
        ensure!(chain.len() <= LONGEST, "its answer is too long");
    }
    let chain = String::from_utf8(chain).context("its answer is no text")?;
    KeyFile::from_pem(&new.key, &chain)?;
    Ok(chain)
}
