//! Pictures of people, channels and chatbots (spec 2.4, 3.3, 6.3).

use crate::chatbots::{answers_everywhere, begins, guide};
use crate::stories;
use crate::world::{World, new_client_id, new_user, refusal};
use domain::chatbot::ChatbotDraft;
use domain::event::{ChannelChange, Entry, PersonChange, PersonEvent, Position};
use domain::id::{ChannelId, ChatbotId, PictureId};
use domain::limit;
use domain::rule::OperatorCondition;
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::console::{FromConsole, Request};
use image::{ImageFormat, Rgb, RgbImage};
use server::desk::{Page, VisitorResume};
use server::error::Error;
use std::io::Cursor;
use uuid::Uuid;

/// A picture of one colour, as a file.
pub(crate) fn picture(red: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(40, 30, Rgb([red, 0, 0]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn administrator(world: &World) -> User {
    let ada = new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

/// How a user looks to his colleagues.
async fn look(world: &World, user: &User) -> Option<PictureId> {
    let people = world.desk().people().await.unwrap();
    people.find(user.id).unwrap().profile.picture
}

async fn is_kept(world: &World, picture: PictureId) -> bool {
    match world.desk().picture(picture).await {
        Ok(bytes) => !bytes.is_empty(),
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

async fn card_picture(world: &World, channel: ChannelId) -> Option<PictureId> {
    let entries = world
        .desk()
        .entries_after(Position(0), 1_000)
        .await
        .unwrap();
    let last = entries.into_iter().rev().find_map(|entry| match entry {
        Entry::Channel(event) if event.channel == channel => Some(event.change),
        _ => None,
    });
    match last {
        Some(ChannelChange::Saved(card)) => card.picture,
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn a_user_looks_like_his_picture_until_he_takes_it_away(world: &World) {
        let ben = world.user("Ben").await;
        assert_eq!(look(world, &ben).await, None);
        let first = world.desk().set_picture(&ben, picture(1)).await.unwrap();
        assert_eq!(look(world, &ben).await, Some(first));
        let second = world.desk().set_picture(&ben, picture(200)).await.unwrap();
        assert_eq!(look(world, &ben).await, Some(second));
        assert!(!is_kept(world, first).await, "nobody has it any more");
        assert!(is_kept(world, second).await);
        let again = world.desk().set_picture(&ben, picture(200)).await.unwrap();
        assert_eq!(again, second);
        assert!(is_kept(world, second).await, "the same one is not taken for the one before");
        world.desk().remove_picture(&ben).await.unwrap();
        assert_eq!(look(world, &ben).await, None);
        assert!(!is_kept(world, second).await);
        world.desk().remove_picture(&ben).await.unwrap();
    }

    async fn consoles_hear_how_somebody_looks_now(world: &World) {
        let ben = world.user("Ben").await;
        let before = world.cursor().await;
        let face = world.desk().set_picture(&ben, picture(1)).await.unwrap();
        world.desk().remove_picture(&ben).await.unwrap();
        let entries = world.desk().entries_after(before.position, 9).await.unwrap();
        let told: Vec<_> = entries
            .into_iter()
            .map(|entry| match entry {
                Entry::Person(PersonEvent { change: PersonChange::Saved(_, _, profile), .. }) => profile.picture,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, [Some(face), None]);
    }

    async fn a_picture_that_two_have_is_kept_once_and_as_long_as_one_has_it(world: &World) {
        let (ada, ben) = (administrator(world).await, world.user("Ben").await);
        let of_ada = world.desk().set_picture(&ada, picture(1)).await.unwrap();
        let of_ben = world.desk().set_picture(&ben, picture(1)).await.unwrap();
        assert_eq!(of_ada, of_ben);
        world.desk().remove_picture(&ada).await.unwrap();
        assert!(is_kept(world, of_ben).await);
        world.desk().remove_member(&ada, ben.id).await.unwrap();
        assert!(!is_kept(world, of_ben).await, "it went with him");
    }

    async fn what_is_no_picture_changes_nothing(world: &World) {
        let ben = world.user("Ben").await;
        let kept = world.desk().set_picture(&ben, picture(1)).await.unwrap();
        let mut most = picture(9);
        most.resize(limit::PICTURE_BYTES, 0);
        let too_long = [most.as_slice(), &[0]].concat();
        assert_eq!(refusal(world.desk().set_picture(&ben, too_long).await), Refusal::TooLong);
        for wrong in [&b"<svg/>"[..], b"", b"\x89PNG\r\n\x1a\n"] {
            let set = world.desk().set_picture(&ben, wrong.to_vec()).await;
            assert_eq!(refusal(set), Refusal::WrongType);
        }
        assert_eq!(look(world, &ben).await, Some(kept));
        let other = world.desk().set_picture(&ben, most).await.unwrap();
        assert_ne!(other, kept);
    }

    async fn administrators_give_a_channel_its_picture(world: &World) {
        let (ada, ben) = (administrator(world).await, world.user("Ben").await);
        let channel = world.channel().await;
        let by_ben = world.desk().set_channel_picture(&ben, channel, picture(1)).await;
        assert_eq!(refusal(by_ben), Refusal::Forbidden);
        assert_eq!(refusal(world.desk().remove_channel_picture(&ben, channel).await), Refusal::Forbidden);
        let nowhere = ChannelId(Uuid::nil());
        let missing = world.desk().set_channel_picture(&ada, nowhere, picture(1)).await;
        assert_eq!(refusal(missing), Refusal::NotFound);

        let given = world.desk().set_channel_picture(&ada, channel, picture(1)).await.unwrap();
        assert_eq!(card_picture(world, channel).await, Some(given));
        let copy = world.desk().duplicate_channel(&ada, channel).await.unwrap();
        assert_eq!(copy.picture, Some(given));
        world.desk().remove_channel_picture(&ada, channel).await.unwrap();
        assert_eq!(card_picture(world, channel).await, None);
        assert!(is_kept(world, given).await, "the copy has it still");
        world.desk().remove_channel(&ada, copy.id).await.unwrap();
        assert!(!is_kept(world, given).await);
    }

    async fn a_form_that_is_being_filled_in_is_not_outdated_by_a_picture(world: &World) {
        let ada = administrator(world).await;
        let channel = world.channel().await;
        let form = world.desk().channel_form(&ada, channel).await.unwrap();
        let given = world.desk().set_channel_picture(&ada, channel, picture(1)).await.unwrap();
        let draft = domain::channel::Draft::from(&form.channel);
        let saved = world.desk().save_channel(&ada, channel, form.channel.version, draft).await;
        assert_eq!(saved.unwrap().picture, Some(given));
    }

    async fn administrators_give_a_chatbot_its_picture_and_who_talks_to_it_sees_it(world: &World) {
        let (chief, ben) = (administrator(world).await, world.user("Ben").await);
        let bot = answers_everywhere(world, &chief, guide(), OperatorCondition::Always).await;
        let desk = world.desk();
        let by_ben = desk.set_chatbot_picture(&ben, bot.id, picture(1)).await;
        assert_eq!(refusal(by_ben), Refusal::Forbidden);
        assert_eq!(refusal(desk.remove_chatbot_picture(&ben, bot.id).await), Refusal::Forbidden);
        let missing = desk.set_chatbot_picture(&chief, ChatbotId(Uuid::nil()), picture(1)).await;
        assert_eq!(refusal(missing), Refusal::NotFound);

        let visitor = begins(world, "Nothing", bot.script.steps[1].kind.answers().get(1).map(|answer| answer.id)).await;
        let given = desk.set_chatbot_picture(&chief, bot.id, picture(1)).await.unwrap();
        let config = desk.widget_config(world.channel().await, Page::default()).await.unwrap();
        assert_eq!(config.chatbot.unwrap().picture, Some(given));
        let seen = async || desk.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap().picture;
        assert_eq!(seen().await, Some(given), "though it had none when it began");
        // A form that is being filled in is not outdated by it, and does not take it away.
        let draft = ChatbotDraft { name: bot.name.clone(), script: bot.script.clone() };
        let saved = desk.save_chatbot(&chief, bot.id, bot.version, draft).await.unwrap();
        assert_eq!(saved.picture, Some(given));
        let copy = desk.duplicate_chatbot(&chief, bot.id).await.unwrap();
        assert_eq!(copy.picture, Some(given));

        desk.remove_chatbot_picture(&chief, bot.id).await.unwrap();
        assert_eq!(seen().await, None);
        assert!(is_kept(world, given).await, "the copy has it still");
        desk.delete_chatbot(&chief, copy.id).await.unwrap();
        assert!(!is_kept(world, given).await);
    }

    async fn a_visitor_sees_the_picture_of_who_answers(world: &World) {
        let ada = world.operator("Ada").await;
        let face = world.desk().set_picture(&ada, picture(1)).await.unwrap();
        let channel = world.channel().await;
        let config = world.desk().widget_config(channel, Page::default()).await.unwrap();
        assert_eq!((config.operator.as_deref(), config.picture), (Some("Ada"), Some(face)));

        let visitor = world.visitor("Hello").await;
        let desk = world.desk();
        let snapshot = desk.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(snapshot.picture, Some(face));

        // Somebody else takes over: his is seen from then on.
        let ben = world.operator("Ben").await;
        let of_ben = world.desk().set_picture(&ben, picture(200)).await.unwrap();
        let conversation = world.conversation_of(visitor).await;
        let request = || Request { conversation, client_id: new_client_id() };
        world.desk().console_frame(&ben, FromConsole::Join(request())).await.unwrap();
        world.desk().console_frame(&ada, FromConsole::Leave(request())).await.unwrap();
        let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, snapshot.cursor);
        let VisitorResume::Events(events) = resumed.await.unwrap() else {
            panic!("a snapshot");
        };
        assert_eq!(events.picture, Some(of_ben));
        world.desk().remove_picture(&ben).await.unwrap();
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await;
        assert_eq!(snapshot.unwrap().picture, None);
    }
}
