//! Files of conversations: sent as they are, handed out as downloads that nothing runs in (spec 16.6).

mod texts;

use super::body::{self, Bearer};
use super::chat_page::language;
use super::origin::Origin;
use super::widget::allowed;
use super::{Client, Edge, Rejection};
use crate::auth::SignedIn;
use crate::desk::{File, SentFile};
use crate::error::Error;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::id::{AttachmentId, ClientId, ConversationId, PublicConversationId};
use domain::limit;
use domain::user::Language;
use domain::wire::{Accepted, Refusal};
use serde::Deserialize;
use std::fmt::Write;
use texts::texts;

/// A file that may be as large as files of conversations are.
type Content = body::File<{ limit::FILE_BYTES }>;

/// Opened by itself it is a file and nothing else.
const NOTHING_ELSE: &str = "default-src 'none'; sandbox";
/// It never changes, and is for who may see it alone.
const FOR_THE_READER: &str = "private, max-age=86400, immutable";
/// Whoever has the link has it only as long as the file is there.
const NOT_KEPT: &str = "no-store";

/// What a visitor says of a file that he sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByVisitor {
    conversation: PublicConversationId,
    client_id: ClientId,
    name: String,
}

/// In which of his conversations a visitor wants a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfVisitor {
    conversation: PublicConversationId,
}

/// What an operator says of a file that he sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByOperator {
    client_id: ClientId,
    name: String,
}

/// A visitor puts a file into his conversation.
pub(super) async fn by_visitor(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    about: Result<Query<ByVisitor>, QueryRejection>,
    request: Request,
) -> Result<Json<Accepted>, Rejection> {
    let Query(about) = about.map_err(|_| Refusal::Malformed)?;
    allowed(&edge, &origin, &bearer, about.conversation).await?;
    edge.places().file(client)?;
    let sent = sent(about.client_id, about.name, request).await?;
    let desk = edge.desk();
    let attached = desk.attach_as_visitor(bearer.hash(), about.conversation, sent);
    Ok(Json(attached.await?))
}

/// A file of the visitor's own conversation.
pub(super) async fn of_visitor(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    attachment: Result<Path<AttachmentId>, PathRejection>,
    wanted: Result<Query<OfVisitor>, QueryRejection>,
) -> Result<Response, Rejection> {
    let Path(attachment) = attachment.map_err(|_| Refusal::NotFound)?;
    let Query(wanted) = wanted.map_err(|_| Refusal::Malformed)?;
    allowed(&edge, &origin, &bearer, wanted.conversation).await?;
    let desk = edge.desk();
    let file = desk.file_of_visitor(bearer.hash(), wanted.conversation, attachment);
    Ok(download(file.await?, FOR_THE_READER))
}

/// An operator puts a file into a conversation.
pub(super) async fn by_operator(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    conversation: Result<Path<ConversationId>, PathRejection>,
    about: Result<Query<ByOperator>, QueryRejection>,
    request: Request,
) -> Result<Json<Accepted>, Rejection> {
    let Path(conversation) = conversation.map_err(|_| Refusal::NotFound)?;
    let Query(about) = about.map_err(|_| Refusal::Malformed)?;
    let sent = sent(about.client_id, about.name, request).await?;
    let desk = edge.desk();
    let attached = desk.attach_as_operator(&signed_in.user, conversation, sent);
    Ok(Json(attached.await?))
}

/// A file of any conversation.
pub(super) async fn of_operator(
    State(edge): State<Edge>,
    signed_in: SignedIn,
    attachment: Result<Path<AttachmentId>, PathRejection>,
) -> Response {
    let user = &signed_in.user;
    let file = match attachment {
        Ok(Path(attachment)) => edge.desk().file_of_operator(user, attachment).await,
        Err(_) => Err(Error::NotFound),
    };
    match file {
        Ok(file) => download(file, FOR_THE_READER),
        Err(error) => told(error, user.preferences.language),
    }
}

/// A file by a sealed link, for whoever has it (spec 11.4). What is no link, or leads nowhere any more, is answered alike.
pub(super) async fn by_link(
    State(edge): State<Edge>,
    headers: HeaderMap,
    sealed: Result<Path<String>, PathRejection>,
) -> Response {
    let file = match sealed {
        Ok(Path(sealed)) => edge.desk().file_by_link(&sealed).await,
        Err(_) => Err(Error::NotFound),
    };
    match file {
        Ok(file) => download(file, NOT_KEPT),
        Err(error) => told(error, language(&headers)),
    }
}

/// Read once it is known that it may be sent at all.
async fn sent(client_id: ClientId, name: String, request: Request) -> Result<SentFile, Rejection> {
    let body::File(content) = Content::from_request(request, &()).await?;
    Ok(SentFile {
        client_id,
        name,
        content,
    })
}

/// A person reads why not, and no program.
fn told(error: Error, language: Language) -> Response {
    let texts = texts(language);
    let sentence = match &error {
        Error::NotFound => texts.gone,
        Error::Failed(_) => texts.unavailable,
        _ => return Rejection::from(error).into_response(),
    };
    let (mut parts, _) = Rejection::from(error).into_response().into_parts();
    parts.headers.remove(header::CONTENT_TYPE);
    (parts, sentence).into_response()
}

fn download(file: File, kept: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
        (header::CACHE_CONTROL, kept.to_owned()),
        (header::CONTENT_SECURITY_POLICY, NOTHING_ELSE.to_owned()),
    ];
    (headers, file.content).into_response()
}

/// By RFC 6266: the name in full, and nothing of it outside of its quotes.
fn disposition(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_place_in_the_header() {
        assert_eq!(
            disposition("Prix \"A\"; é.pdf"),
            "attachment; filename*=UTF-8''Prix%20%22A%22%3B%20%C3%A9.pdf"
        );
    }
}
