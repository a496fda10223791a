//! What visitors say of their conversations (spec 12.1 to 12.3, 7.3).

use crate::stories;
use crate::world::{Visitor, World, new_client_id, new_token, refusal};
use domain::channel::Draft;
use domain::conversation::{History, Outcome};
use domain::event::Entry;
use domain::id::PublicConversationId;
use domain::limit;
use domain::rating::{Face, Rating};
use domain::time::DAY_MS;
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::rating::{Given, Rate, Rated};
use domain::wire::visitor::{End, FromVisitor};
use server::desk::VisitorResume;
use server::error::Error;
use uuid::Uuid;

async fn end(world: &World, visitor: Visitor) {
    let end = FromVisitor::End(End {
        conversation: visitor.conversation,
        client_id: new_client_id(),
    });
    let ended = world.desk().visitor_frame(visitor.token, end);
    ended.await.unwrap();
}

async fn rate(
    world: &World,
    visitor: Visitor,
    face: Face,
    comment: &str,
) -> Result<Option<Given>, Error> {
    let rate = Rate {
        conversation: visitor.conversation,
        face,
        comment: comment.to_owned(),
    };
    let rated = world.desk().rate(visitor.token, rate).await;
    rated.map(|rated| rated.rating)
}

async fn history(world: &World, user: &User, visitor: Visitor) -> History {
    let id = world.conversation_of(visitor).await;
    let row = world.desk().inbox_row(user, id).await.unwrap();
    row.conversation.history
}

async fn rating(world: &World, user: &User, visitor: Visitor) -> Option<Rating> {
    history(world, user, visitor).await.rating
}

stories! {
    async fn a_rating_is_of_who_wrote_last_and_the_last_one_counts(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ada, id, "Good morning").await.unwrap();
        world.answers(&ben, id, "I take over").await.unwrap();
        assert_eq!(refusal(rate(world, visitor, Face::Okay, "").await), Refusal::Open);
        end(world, visitor).await;
        let before = world.cursor().await;
        let given = |face, comment: &str| Some(Given { face, comment: comment.to_owned() });
        assert_eq!(rate(world, visitor, Face::Okay, " Slow ").await.unwrap(), given(Face::Okay, "Slow"));
        let rated = rating(world, &ada, visitor).await.unwrap();
        assert_eq!((rated.face, rated.comment.as_str(), rated.operator), (Face::Okay, "Slow", Some(ben.id)));
        // The same again is no news.
        rate(world, visitor, Face::Okay, "Slow").await.unwrap();
        assert_eq!(world.cursor().await.position.0, before.position.0 + 1);
        rate(world, visitor, Face::Satisfied, "").await.unwrap();
        assert_eq!(rating(world, &ada, visitor).await.unwrap().face, Face::Satisfied);
        let asked = world.desk().rating(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(asked.rating, given(Face::Satisfied, ""));
        world.assert_journal_is_whole().await;
    }

    async fn a_rating_that_is_kept_internal_stays_so_whatever_the_visitor_says_next(world: &World) {
        let ada = crate::mails::administrator(world).await;
        let ben = world.operator("Ben").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let keep = async |user: &User, is_internal| world.desk().keep_rating_internal(user, id, is_internal).await;
        // Of what was not rated there is nothing to keep.
        keep(&ada, true).await.unwrap();
        end(world, visitor).await;
        rate(world, visitor, Face::Dissatisfied, "Rude").await.unwrap();
        assert_eq!(refusal(keep(&ben, true).await), Refusal::Forbidden);
        assert!(!rating(world, &ada, visitor).await.unwrap().is_internal);
        let before = world.cursor().await;
        keep(&ada, true).await.unwrap();
        keep(&ada, true).await.unwrap();
        assert_eq!(world.cursor().await.position.0, before.position.0 + 1, "the same again is no news");
        let said = rate(world, visitor, Face::Okay, "Better").await.unwrap();
        assert_eq!(said, Some(Given { face: Face::Okay, comment: "Better".to_owned() }));
        assert!(rating(world, &ada, visitor).await.unwrap().is_internal);
        let page = world.desk().session_page(&ada, domain::report::Asked::default(), None).await.unwrap();
        assert!(page.rows[0].fact.is_rating_internal);
        keep(&ada, false).await.unwrap();
        assert!(!rating(world, &ada, visitor).await.unwrap().is_internal);
        let nowhere = world.desk().keep_rating_internal(&ada, domain::id::ConversationId(Uuid::new_v4()), true).await;
        assert_eq!(refusal(nowhere), Refusal::NotFound);
        world.assert_journal_is_whole().await;
    }

    async fn of_two_ratings_at_once_one_is_left(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        end(world, visitor).await;
        let (one, other) = tokio::join!(
            rate(world, visitor, Face::Okay, "Twice"),
            rate(world, visitor, Face::Okay, "Twice"),
        );
        assert_eq!(one.unwrap(), other.unwrap());
        let entries = world.desk().entries_after(domain::event::Position(0), 1_000).await.unwrap();
        let is_rating = |entry: &&Entry| matches!(
            entry.event().map(|event| &event.happening),
            Some(domain::event::Happening::Rated(_))
        );
        assert_eq!(entries.iter().filter(is_rating).count(), 1);
        // Nobody has written, so it is nobody's.
        assert_eq!(rating(world, &ada, visitor).await.unwrap().operator, None);
    }

    async fn a_rating_is_an_answer_to_who_answered(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ada, id, "Here you are").await.unwrap();
        end(world, visitor).await;
        assert_eq!(history(world, &ada, visitor).await.outcome().0, Outcome::NoAnswer);
        rate(world, visitor, Face::Dissatisfied, "").await.unwrap();
        assert_eq!(history(world, &ada, visitor).await.outcome().0, Outcome::Success);
    }

    async fn only_the_visitors_own_token_rates_a_conversation(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let stranger = world.visitor("Me too").await;
        end(world, visitor).await;
        for token in [stranger.token, new_token()] {
            let thief = Visitor { token, ..visitor };
            assert_eq!(refusal(rate(world, thief, Face::Dissatisfied, "").await), Refusal::NotFound);
            let asked = world.desk().rating(token, visitor.conversation).await;
            assert_eq!(refusal(asked), Refusal::NotFound);
        }
        let nothing = Visitor { conversation: PublicConversationId(Uuid::new_v4()), ..visitor };
        assert_eq!(refusal(rate(world, nothing, Face::Okay, "").await), Refusal::NotFound);
        assert_eq!(rating(world, &ada, visitor).await, None);
    }

    async fn a_comment_of_the_limit_is_kept_and_one_past_it_changes_nothing(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        end(world, visitor).await;
        let most = "é".repeat(limit::COMMENT_CHARACTERS);
        rate(world, visitor, Face::Okay, &most).await.unwrap();
        let longer = format!("{most}!");
        assert_eq!(refusal(rate(world, visitor, Face::Satisfied, &longer).await), Refusal::TooLong);
        let kept = rating(world, &ada, visitor).await.unwrap();
        assert_eq!((kept.face, kept.comment), (Face::Okay, most));
    }

    async fn a_visitor_hears_nothing_of_a_rating_but_what_he_asks_for(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        world.answers(&ada, id, "Here you are").await.unwrap();
        end(world, visitor).await;
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        rate(world, visitor, Face::Okay, "Secret words").await.unwrap();
        let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, snapshot.cursor);
        let VisitorResume::Events(events) = resumed.await.unwrap() else { panic!() };
        assert_eq!(events.events, []);
        let asked = world.desk().rating(visitor.token, visitor.conversation).await.unwrap();
        let told = serde_json::to_string(&asked).unwrap();
        assert!(told.contains("Secret words") && !told.contains(&ada.id.to_string()), "{told}");
    }

    async fn who_is_satisfied_is_asked_for_a_review(world: &World) {
        let ada = world.desk().create_user(crate::world::new_user("Ada", Role::Administrator)).await.unwrap();
        let channel = world.channel().await;
        let form = world.desk().channel_form(&ada, channel).await.unwrap();
        let mut draft = Draft::from(&form.channel);
        "https://reviews.example/us".clone_into(&mut draft.options.review_link);
        world.desk().save_channel(&ada, channel, form.channel.version, draft).await.unwrap();
        world.operator("Ben").await;
        let visitor = world.visitor("Hello").await;
        end(world, visitor).await;
        let link = async |face| -> Rated {
            let rate = Rate { conversation: visitor.conversation, face, comment: String::new() };
            world.desk().rate(visitor.token, rate).await.unwrap()
        };
        assert_eq!(link(Face::Okay).await.review_link, "");
        assert_eq!(link(Face::Satisfied).await.review_link, "https://reviews.example/us");
    }

    async fn the_public_page_tells_the_last_hundred_faces_newest_first_and_per_cent_of_each_operator(world: &World) {
        let chief = world.desk().create_user(crate::world::new_user("Chief", Role::Administrator)).await.unwrap();
        let (ada, ben) = (world.operator("Ada").await, world.user("Ben").await);
        let given = async |user: Option<&User>, face| {
            let visitor = world.visitor("Hello").await;
            if let Some(user) = user {
                let id = world.conversation_of(visitor).await;
                world.answers(user, id, "Good morning").await.unwrap();
            }
            end(world, visitor).await;
            rate(world, visitor, face, "").await.unwrap();
            world.clock.advance(1);
        };
        for face in [Face::Dissatisfied, Face::Satisfied, Face::Satisfied, Face::Okay] {
            given(Some(&ada), face).await;
        }
        given(Some(&ben), Face::Okay).await;
        for _ in 0..limit::PUBLIC_RATINGS - 4 {
            given(None, Face::Satisfied).await;
        }
        let told = world.desk().rating_page(Some(&chief), "website").await.unwrap();
        assert_eq!(told.faces.all(), i64::try_from(limit::PUBLIC_RATINGS).unwrap() + 1);
        let mut expected = vec![Face::Satisfied; limit::PUBLIC_RATINGS - 4];
        expected.extend([Face::Okay, Face::Okay, Face::Satisfied, Face::Satisfied]);
        assert_eq!(told.last, expected, "the first of all has no place among them");
        let operators: Vec<_> = told.operators.iter().map(|(name, faces)| {
            (name.as_str(), Face::ALL.map(|face| faces.percent(face)))
        }).collect();
        let percent = |happy, okay, bad| [Some(happy), Some(okay), Some(bad)];
        assert_eq!(operators, [("Ada", percent(50, 25, 25)), ("Ben", percent(0, 100, 0))]);
    }

    async fn a_channel_tells_whether_everybody_may_see_its_ratings(world: &World) {
        let ada = world.desk().create_user(crate::world::new_user("Ada", Role::Administrator)).await.unwrap();
        let facts = async || {
            let facts = world.desk().channel_facts(&ada).await.unwrap();
            facts[0].is_published
        };
        assert!(!facts().await);
        for is_published in [true, false] {
            world.desk().publish_ratings(&ada, "website", is_published).await.unwrap();
            assert_eq!(facts().await, is_published);
        }
    }

    async fn a_channel_tells_how_many_were_happy_in_the_last_fourteen_days(world: &World) {
        let ada = world.operator("Ada").await;
        let happy = async || {
            let facts = world.desk().channel_facts(&ada).await.unwrap();
            facts[0].happy_percent
        };
        assert_eq!(happy().await, None);
        for face in [Face::Satisfied, Face::Satisfied, Face::Okay] {
            let visitor = world.visitor("Hello").await;
            end(world, visitor).await;
            rate(world, visitor, face, "").await.unwrap();
        }
        assert_eq!(happy().await, Some(67));
        world.clock.advance(14 * DAY_MS);
        assert_eq!(happy().await, Some(67));
        world.clock.advance(1);
        assert_eq!(happy().await, None);
    }
}
