//! How a widget and the server talk about the rating of a conversation: over HTTP, with the token in the `Authorization` header.

use crate::id::PublicConversationId;
use crate::rating::{Face, Rating};
use serde::{Deserialize, Serialize};

/// The visitor says how it was; `POST /widget/rate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Which conversation.
    pub conversation: PublicConversationId,
    /// The face he chose.
    pub face: Face,
    /// What he wrote about it; perhaps nothing.
    pub comment: String,
}

/// What was said before; `POST /widget/rating`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Of which conversation.
    pub conversation: PublicConversationId,
}

/// The answer to both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// What the visitor has said, if he has.
    pub rating: Option<Given>,
    /// The channel's *Review link*, once he is satisfied; else empty.
    pub review_link: String,
}

/// A rating as he who gave it may know it: not whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The face.
    pub face: Face,
    /// What was written about it.
    pub comment: String,
}

impl Rated {
    /// A conversation's rating in a channel with this *Review link*.
    pub fn of(rating: Option<&Rating>, review_link: &str) -> Self {
        let rating = rating.map(|rating| Given {
            face: rating.face,
            comment: rating.comment.clone(),
        });
        let is_satisfied = rating
            .as_ref()
            .is_some_and(|given| given.face == Face::Satisfied);
        Self {
            rating,
            review_link: if is_satisfied { review_link } else { "" }.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::operator;
    use crate::time::Timestamp;

    #[test]
    fn a_visitor_is_told_his_own_words_and_asked_for_a_review_only_if_he_is_satisfied() {
        let rated = |face| Rating {
            face,
            comment: "Slow".to_owned(),
            operator: Some(operator(7).id),
            at: Timestamp(1),
            is_internal: true,
        };
        let link = "https://reviews.example";
        let told = |face| serde_json::to_value(Rated::of(Some(&rated(face)), link)).unwrap();
        assert_eq!(
            told(Face::Okay),
            serde_json::json!({ "rating": { "face": 3, "comment": "Slow" }, "review_link": "" })
        );
        assert_eq!(told(Face::Satisfied)["review_link"], link);
        assert_eq!(Rated::of(None, link).review_link, "");
    }
}
