//! What the visitor said of the conversation, below it (spec 12.2).

use crate::face::{FaceIcon, face_name};
use crate::live::Console;
use crate::moment::TimeOfDay;
use crate::text::{fill, use_texts};
use crate::ui::Toasts;
use domain::id::ConversationId;
use domain::permission::{Caller, Deed, may};
use domain::rating::Rating;
use leptos::prelude::*;

/// Face and comment, and whom they are for.
#[component]
pub(super) fn RatingView(
    /// Of which conversation.
    id: ConversationId,
    /// What was said; the visitor may change his mind.
    rating: Memo<Rating>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let visitor = move || {
        console.inbox.with(|inbox| {
            let row = inbox.row(id);
            row.map_or_else(String::new, |row| row.conversation.visitor_name.clone())
        })
    };
    let title = move || {
        let (face, operator) = rating.with(|rating| (rating.face, rating.operator));
        let (visitor, face) = (visitor(), face_name(texts, face));
        match operator.and_then(|operator| console.colleague(operator)) {
            Some(name) => {
                let values = [
                    ("visitor", visitor.as_str()),
                    ("name", &name),
                    ("face", face),
                ];
                fill(texts.rated_operator, &values)
            }
            None => fill(texts.rated, &[("visitor", &visitor), ("face", face)]),
        }
    };
    let comment = move || {
        let comment = rating.with(|rating| rating.comment.clone());
        (!comment.is_empty()).then(|| view! { <p class="rating__comment" dir="auto">{comment}</p> })
    };
    view! {
        <article class="rating">
            {move || view! { <FaceIcon face=rating.with(|rating| rating.face) /> }}
            <div class="rating__words">
                <p class="rating__title">
                    {title} " · " <TimeOfDay at=Signal::derive(move || rating.with(|rating| rating.at)) />
                </p>
                {comment}
                <Internal id rating />
            </div>
        </article>
    }
}

/// Whether it counts on the public pages: administrators decide, the others see it.
#[component]
fn Internal(id: ConversationId, rating: Memo<Rating>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let toasts = Toasts::of_page();
    let may_decide = Memo::new(move |_| {
        let role = console.me.with(|me| me.role);
        may(Caller::User(role), Deed::ReadReports)
    });
    let is_internal = move || rating.with(|rating| rating.is_internal);
    let decide = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        leptos::task::spawn_local(async move {
            if super::api::keep_rating_internal(id, wanted).await.is_err() {
                toasts.show(texts.no_answer);
            }
        });
    };
    move || {
        if may_decide.get() {
            view! {
                <label class="check rating__internal" title=texts.rating_internal_help>
                    <input class="check__input" type="checkbox" prop:checked=is_internal checked=rating.with_untracked(|rating| rating.is_internal) on:change=decide />
                    <span>{texts.rating_internal}</span>
                </label>
            }
            .into_any()
        } else {
            let said = move || is_internal().then_some(texts.rating_internal);
            view! { <p class="rating__internal">{said}</p> }.into_any()
        }
    }
}
