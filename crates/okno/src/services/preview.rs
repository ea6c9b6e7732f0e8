//! `okno services preview`: the pages of a folder of services as citizens see them, without a database.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use axum::Router;
use base::Cx;
use catalog::Catalog;
use tokio::net::TcpListener;
use web::{WebSettings, i18n::Words};

use super::{Files, command};
use crate::portal;

/// How often the folder is read again.
const ROUND: Duration = Duration::from_secs(1);

/// The pages of the services in these files, and of their questions with their examples.
///
/// # Errors
/// When the words are not complete.
pub fn router(cx: Cx, public_url: &str, catalog: &Catalog, shown: &editor::Shown) -> Result<Router> {
    let pages = catalog::routes(catalog::State { catalog: catalog.clone() })
        .merge(editor::preview_routes(shown.clone()))
        .merge(web::routes());
    let secret = cx.bytes::<32>();
    let settings = WebSettings::new(cx, public_url, secret, Words::new(portal::LOCALES)?);
    Ok(web::layer(pages.merge(web::assets::routes()), settings))
}

/// Serves the preview of a folder until it is stopped. The folder is read again and again; while something in it is broken,
/// what is wrong is told, and the pages stay as they were.
///
/// # Errors
/// When the folder cannot be read or the port is taken.
pub async fn serve(folder: &Path, port: u16) -> Result<()> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
        .with_context(|| format!("port {port} is taken; choose another with --port"))?;
    let public_url = format!("http://{}", listener.local_addr()?);
    let (catalog, shown) = (Catalog::default(), editor::Shown::default());
    let mut files = Files::new();
    take(folder, &catalog, &shown, &mut files)?;
    let router = router(Cx::system(), &public_url, &catalog, &shown)?;
    println!("The services are at {public_url}/services; Ctrl+C ends it.");
    tokio::spawn(keep_up(folder.to_owned(), catalog, shown, files));
    axum::serve(listener, router).with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) }).await?;
    Ok(())
}

async fn keep_up(folder: PathBuf, catalog: Catalog, shown: editor::Shown, mut files: Files) {
    let mut turn = tokio::time::interval(ROUND);
    loop {
        turn.tick().await;
        if let Err(error) = take(&folder, &catalog, &shown, &mut files) {
            eprintln!("{error:#}");
        }
    }
}

/// Takes over what is in the folder, if it is anything new.
fn take(folder: &Path, catalog: &Catalog, shown: &editor::Shown, known: &mut Files) -> Result<()> {
    let files = command::with_lists(folder)?;
    if files == *known {
        return Ok(());
    }
    known.clone_from(&files);
    let read = Catalog::from_files(&files).map_err(|problems| command::told(&problems))?;
    catalog.replace_with(&read);
    shown.replace(&files);
    Ok(())
}
