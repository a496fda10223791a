//! From which country a request comes, by its address or what trusted proxies say of it (spec 4.11, 15.6).

use crate::client::Request;
use crate::ground::Ground;
use crate::mmdb;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::country::Country;
use domain::country_table::{AskedTable, CountryTables};
use domain::limit;
use domain::time::Timestamp;
use domain::user::Role;
use domain::wire::Refusal;
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

/// Where what stands at the end of a file begins: what is put in before it belongs to nothing.
const METADATA: &[u8] = b"\xab\xcd\xefMaxMind.com";

/// A file with countries, of so many bytes.
fn of_size(code: &str, bytes: usize) -> Vec<u8> {
    let whole = mmdb::countries(code);
    let place = whole
        .windows(METADATA.len())
        .position(|window| window == METADATA);
    let (before, after) = whole.split_at(place.unwrap());
    let between = vec![0; bytes - whole.len()];
    [before, &between, after].concat()
}

/// Hands a file in; status and body of the answer.
async fn hand_in(ground: &Ground, cookie: &str, name: &str, contents: Vec<u8>) -> (u16, String) {
    let path = format!("/console/countries?name={name}");
    let request = ground.post(&path).header("Cookie", cookie).bytes(contents);
    let answer = request.send().await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn a_file_that_is_handed_in_stands_in_the_place_of_the_table() {
    let ground = Ground::with(|settings| {
        settings.trusted_proxies = Some("127.0.0.1".to_owned());
    })
    .await;
    let (ada, cookie) = ground.user("Ada", Role::Administrator).await;
    let page = country_page(&ground).await;
    let french = || mmdb::countries("FR");
    let (status, body) = hand_in(&ground, &cookie, "fr.mmdb", french()).await;
    assert_eq!(status, 200);
    let shown: CountryTables = serde_json::from_str(&body).unwrap();
    assert_eq!(shown, ground.desk().country_tables(&ada).await.unwrap());
    assert_eq!(country(page, Some("8.8.8.8")).await, "FR");
    assert_eq!(country(page, Some("1.0.16.1")).await, "none");
    let (status, body) = hand_in(&ground, &cookie, "page.mmdb", b"<html>".to_vec()).await;
    assert_eq!(
        (status, body.as_str()),
        (422, r#"[{"field":"file","fault":"not_a_table"}]"#)
    );
    assert_eq!(country(page, Some("8.8.8.8")).await, "FR");
    ground.desk().remove_country_table(&ada).await.unwrap();
    assert_eq!(country(page, Some("8.8.8.8")).await, "US");
}

#[tokio::test]
async fn a_file_of_the_limit_is_taken_and_one_past_it_refused() {
    let ground = Ground::new().await;
    let (ada, cookie) = ground.user("Ada", Role::Administrator).await;
    let most = limit::COUNTRY_TABLE_BYTES;
    let past = of_size("FR", most + 1);
    let refused = (
        422,
        r#"[{"field":"file","fault":{"too_large":{"megabytes":32}}}]"#.to_owned(),
    );
    assert_eq!(hand_in(&ground, &cookie, "a", past.clone()).await, refused);
    let directly = ground.desk().hand_in_country_table(&ada, "a", past).await;
    assert_eq!(directly.unwrap_err().refusal(), Refusal::Malformed);
    let whole = of_size("FR", most);
    assert_eq!(hand_in(&ground, &cookie, "a", whole).await.0, 200);
    let shown = ground.desk().country_tables(&ada).await.unwrap();
    assert_eq!(shown.handed_in.unwrap().bytes, most);
}

#[tokio::test]
async fn the_file_that_the_configuration_names_wins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("de.mmdb");
    std::fs::write(&file, mmdb::countries("DE")).unwrap();
    let ground = Ground::with(|settings| {
        settings.geoip = Some(file.display().to_string());
        settings.trusted_proxies = Some("127.0.0.1".to_owned());
    })
    .await;
    let (_, cookie) = ground.user("Ada", Role::Administrator).await;
    let page = country_page(&ground).await;
    let (status, body) = hand_in(&ground, &cookie, "fr.mmdb", mmdb::countries("FR")).await;
    let shown: CountryTables = serde_json::from_str(&body).unwrap();
    assert_eq!(status, 200);
    assert!(matches!(shown.asked, AskedTable::Configured { .. }) && shown.handed_in.is_some());
    assert_eq!(country(page, Some("8.8.8.8")).await, "DE");
}
