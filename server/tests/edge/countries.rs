//! From which country a request comes, by its address or what trusted proxies say of it (spec 4.11, 15.6).

use crate::client::Request;
use crate::ground::Ground;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::country::Country;
use domain::time::Timestamp;
use server::clock::Clock;
use server::config::{Config, Settings};
use server::http::{Client, Edge};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Serves what the server's handlers see: the country of who asks.
async fn country_page(ground: &Ground) -> SocketAddr {
    let country = async |State(edge): State<Edge>, client: Client| {
        edge.country(client).map_or("none", Country::code)
    };
    let routes = Router::new()
        .route("/", get(country))
        .with_state(ground.running.edge().clone())
        .into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

async fn country(address: SocketAddr, forwarded_for: Option<&str>) -> String {
    let request = Request::new(address, "GET", "/");
    let request = match forwarded_for {
        Some(addresses) => request.header("X-Forwarded-For", addresses),
        None => request,
    };
    request.send().await.body
}

#[tokio::test]
async fn the_country_is_that_of_the_address_which_a_trusted_proxy_names() {
    let ground = Ground::with(|settings| {
        settings.trusted_proxies = Some("127.0.0.1, 198.51.100.0/24".to_owned());
    })
    .await;
    let page = country_page(&ground).await;
    for (forwarded_for, expected) in [
        (None, "none"),
        (Some("193.0.6.139"), "NL"),
        (Some("2001:67c:2e8:22::c100:68b"), "NL"),
        (Some("193.0.6.139, 198.51.100.7"), "NL"),
        // Anybody can write what stands further to the left.
        (Some("193.0.6.139, 1.0.16.1"), "JP"),
        (Some("10.0.0.1"), "none"),
        (Some("203.0.113.9"), "none"),
        (Some("nonsense"), "none"),
    ] {
        assert_eq!(
            country(page, forwarded_for).await,
            expected,
            "{forwarded_for:?}"
        );
    }
}

#[tokio::test]
async fn what_anybody_else_says_of_his_address_is_not_believed() {
    let ground = Ground::new().await;
    let page = country_page(&ground).await;
    assert_eq!(country(page, Some("193.0.6.139")).await, "none");
}

#[tokio::test]
async fn a_file_that_tells_no_countries_is_refused_at_the_start_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.mmdb");
    std::fs::write(&file, "<html>").unwrap();
    let settings = Settings {
        address: Some("127.0.0.1:0".to_owned()),
        database_url: Some(format!(
            "sqlite://{}/porchlight.db",
            folder.path().display()
        )),
        geoip: Some(file.display().to_string()),
        ..Settings::default()
    };
    let config = Config::load(settings, None).unwrap();
    let clock = Clock::standing_at(Timestamp(0));
    let started = server::serve::start(&config, clock, |_, _| Router::new()).await;
    let sentence = started.unwrap_err().to_string();
    let expected = format!("geoip: {} is not an .mmdb file", file.display());
    assert!(sentence.starts_with(&expected), "{sentence}");
    assert!(!folder.path().join("porchlight.db").exists());
}
