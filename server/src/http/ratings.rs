//! What widgets say and ask of the rating of a conversation.

use super::body::{Bearer, Sent};
use super::origin::Origin;
use super::widget::allowed;
use super::{Edge, Rejection};
use axum::Json;
use axum::extract::State;
use domain::wire::rating::{Asked, Rate, Rated};

/// The visitor says how it was.
pub(super) async fn rate(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(rate): Sent<Rate>,
) -> Result<Json<Rated>, Rejection> {
    allowed(&edge, &origin, &bearer, rate.conversation).await?;
    Ok(Json(edge.desk().rate(bearer.hash(), rate).await?))
}

/// What he said before.
pub(super) async fn rating(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(asked): Sent<Asked>,
) -> Result<Json<Rated>, Rejection> {
    allowed(&edge, &origin, &bearer, asked.conversation).await?;
    let rated = edge.desk().rating(bearer.hash(), asked.conversation);
    Ok(Json(rated.await?))
}
