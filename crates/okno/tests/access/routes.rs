//! The routes of the assembled portal, as the router itself names them.

use axum::Router;
use http::{Method, header};
use web::testing::Browser;

/// A way to ask the portal for something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The path with its places: `/desk/{number}`.
    pub path: String,
    /// `GET` or `POST`.
    pub method: String,
}

impl Route {
    pub fn is_post(&self) -> bool {
        self.method == "POST"
    }

    pub fn method(&self) -> Method {
        self.method.parse().unwrap()
    }
}

/// Every route, in the order of paths. The paths are in what the router says of itself, the methods in its answer to a
/// method that nothing has.
pub async fn all(router: &Router) -> Vec<Route> {
    let mut found = Vec::new();
    for path in paths(router) {
        let mut guest = Browser::new(router.clone());
        let answer = guest.send("BREW".parse().unwrap(), &filled(&path, |_| "1".to_owned()), None, Vec::new()).await;
        // What this installation has switched off is not there in any way.
        if answer.status == 404 {
            found.push(Route { path, method: "GET".to_owned() });
            continue;
        }
        assert_eq!(answer.status, 405, "{path}");
        let allowed = answer.headers.get(header::ALLOW).unwrap().to_str().unwrap().to_owned();
        for method in allowed.split(',').filter(|method| *method != "HEAD") {
            found.push(Route { path: path.clone(), method: method.to_owned() });
        }
    }
    found
}

fn paths(router: &Router) -> Vec<String> {
    let told = format!("{router:?}");
    let mut paths: Vec<String> = told
        .split("RouteId(")
        .filter_map(|part| part.split_once("): \"")?.1.split('"').next())
        .filter(|path| path.starts_with('/') && !path.contains("__private__"))
        .map(str::to_owned)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    assert!(paths.len() > 60, "the router does not say its routes any more: {told}");
    paths
}

/// The path with every place filled in.
pub fn filled(path: &str, value: impl Fn(&str) -> String) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(place) => value(place.trim_start_matches('*')),
        None => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
