//! Serves the style guide on a loopback port, without a database: `cargo run -p web --example styleguide -- 127.0.0.1:8099`.
//! `?as=citizen` and `?as=officer` show the header of a signed-in person, `?low-vision` that version.

use std::net::SocketAddr;

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use base::Cx;
use http::{HeaderValue, header};
use web::{Failure, StaffViewer, Viewer, WebSettings, i18n::Words};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let mut settings =
        WebSettings::new(Cx::system(), format!("http://{address}"), Cx::system().bytes(), Words::new(&[web::LOCALES])?);
    settings.styleguide = true;
    let router = Router::new()
        .route("/fault", get(|| async { Failure::Fault(anyhow::anyhow!("a sample")) }))
        .merge(web::routes())
        .merge(web::assets::routes())
        .layer(middleware::from_fn(with_viewer));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    let router = web::layer(router, settings).layer(middleware::from_fn(with_low_vision));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

async fn with_viewer(mut request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let officer =
        StaffViewer { role_key: "styleguide-role", office: "Информационный центр".to_owned() };
    if query.contains("as=") {
        let viewer = Viewer {
            name: "Вера Ветрова".to_owned(),
            level_key: "styleguide-level",
            verified: true,
            unread: 2,
            staff: query.contains("officer").then_some(officer),
        };
        viewer.attach(request.extensions_mut());
    }
    next.run(request).await
}

async fn with_low_vision(mut request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.contains("low-vision")) {
        request.headers_mut().insert(header::COOKIE, HeaderValue::from_static("okno-low-vision=1"));
    }
    next.run(request).await
}
