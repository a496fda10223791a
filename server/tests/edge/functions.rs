//! Stands in for the console's server functions, which the crate `app` has: each is one deed for who is signed in.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use domain::expertise::Expertise;
use domain::id::{ExpertiseId, VisitId};
use serde::Deserialize;
use server::desk::{Desk, SignedIn};
use server::error::Error;
use server::http::Rejection;

/// The functions at their addresses.
pub(crate) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/api/expertise", post(expertises))
        .route("/api/expertise/add", post(add_expertise))
        .route("/api/expertise/rename", post(rename_expertise))
        .route("/api/expertise/delete", post(delete_expertise))
        .route("/api/visitors", post(on_site))
        .route("/api/visitors/ask", post(ask_visitor))
        .with_state(desk)
}

#[derive(Deserialize)]
struct Add {
    name: String,
}

#[derive(Deserialize)]
struct Rename {
    id: ExpertiseId,
    was: String,
    new_name: String,
}

#[derive(Deserialize)]
struct Ask {
    visit: VisitId,
    text: String,
}

#[derive(Deserialize)]
struct Delete {
    id: ExpertiseId,
}

async fn expertises(State(desk): State<Desk>, Extension(asker): Extension<SignedIn>) -> Response {
    answer(desk.expertises(&asker.user).await)
}

async fn add_expertise(
    State(desk): State<Desk>,
    Extension(asker): Extension<SignedIn>,
    Json(add): Json<Add>,
) -> Response {
    answer(desk.add_expertise(&asker.user, &add.name).await)
}

async fn rename_expertise(
    State(desk): State<Desk>,
    Extension(asker): Extension<SignedIn>,
    Json(Rename { id, was, new_name }): Json<Rename>,
) -> Response {
    let renamed = desk.rename_expertise(&asker.user, id, &was, &new_name);
    answer(renamed.await)
}

async fn delete_expertise(
    State(desk): State<Desk>,
    Extension(asker): Extension<SignedIn>,
    Json(delete): Json<Delete>,
) -> Response {
    answer(desk.delete_expertise(&asker.user, delete.id).await)
}

async fn on_site(State(desk): State<Desk>, Extension(asker): Extension<SignedIn>) -> Response {
    let site = desk.on_site(&asker.user).await;
    site.map(Json).map_err(Rejection::from).into_response()
}

async fn ask_visitor(
    State(desk): State<Desk>,
    Extension(asker): Extension<SignedIn>,
    Json(Ask { visit, text }): Json<Ask>,
) -> Response {
    let done = desk.ask_visitor(&asker.user, visit, &text).await;
    done.map(Json).map_err(Rejection::from).into_response()
}

fn answer(done: Result<Vec<Expertise>, Error>) -> Response {
    done.map(Json).map_err(Rejection::from).into_response()
}
