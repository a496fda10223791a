//! The three faces of a rating, with their names (spec 12.1).

use crate::text::{Texts, use_texts};
use crate::ui::Icon;
use domain::rating::Face;
use leptos::prelude::*;

/// A face, with its name for who does not see it.
#[component]
pub(crate) fn FaceIcon(
    /// Which.
    face: Face,
) -> impl IntoView {
    let texts = use_texts();
    let (class, icon) = match face {
        Face::Satisfied => ("face face--satisfied", "smile"),
        Face::Okay => ("face face--okay", "meh"),
        Face::Dissatisfied => ("face face--dissatisfied", "frown"),
    };
    view! {
        <span class=class title=face_name(texts, face)>
            <Icon name=icon />
            <span class="visually-hidden">{face_name(texts, face)}</span>
        </span>
    }
}

/// What a face is called.
pub(crate) fn face_name(texts: &Texts, face: Face) -> &'static str {
    match face {
        Face::Satisfied => texts.satisfied,
        Face::Okay => texts.okay,
        Face::Dissatisfied => texts.dissatisfied,
    }
}
