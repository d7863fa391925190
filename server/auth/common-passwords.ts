/** Passwords that everybody tries first, of eight characters or more (shorter ones are refused anyway), lower case. */
const list = `
00000000 000000000 0000000000 01234567 012345678 0123456789 0987654321 098765432 10101010 1011121314 102030405060 11111111
111111111 1111111111 11112222 11223344 1122334455 112233445566 121212121 12121212 12131415 12233445 123123123 123123123123 1231231234
123321123 12341234 123412341234 12344321 12345678 123456781 12345678910 123456789 123456789a 123456789q 1234567890 12345678900 1234567891
123456789123 1234567899 12345678a 12345678q 12345679 1234567a 1234567q 123456abc 123456aa 12345abc 12345abcd 12345qwert 12345qwerty
1234abcd 1234qwer 123654789 123abc123 123qwe123 123qweasd 123qweasdzxc 1357924680 13579246 135792468 13131313 134679852
147258369 14725836 159357456 159753159 1597531597 1a2b3c4d 1a2b3c4d5e 1g2w3e4r 1q2q3q4q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx
1qaz2wsx3edc 1qaz@wsx 1qazxsw2 20002000 22222222 222222222 23232323 246813579 25252525 252525252 31415926 314159265 33333333 333333333
3rjs1la7qe 44444444 4815162342 55555555 555555555 5555555555 66666666 666666666 69696969 741852963 77777777 777777777 7777777777 78787878
789456123 78945612 852456852 87654321 876543210 88888888 888888888 9876543210 987654321 98765432 99999999 999999999 9999999999
a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aaaaaaaa aaaaaaaaaa aa123456 aa12345678 aabbccdd abc12345 abc123456 abc123abc abcabcabc
abcd1234 abcd12345 abcd123456 abcd1234! abcdefgh abcdefghi abcdefghij abcdef123 access14 adidas123 administrator admin123 admin1234 admin12345
admin123456 admin@123 adminadmin adminpass airborne alejandra alejandro alexander alexandra alexandre america1 anderson andromeda angel123
anthony1 apple123 aquarius arsenal1 asasasas asd12345 asdasdasd asdf1234 asdfasdf asdfasdfasdf asdfghjk asdfghjkl asdfjkl; asdfqwer ashley123 asshole1
awesome1 azertyui azertyuiop babygirl babygirl1 badminton banana123 barcelona baseball baseball1 basketball batman123 beautiful benjamin
bismillah blink182 bluebird booboo123 brooklyn bulldogs business butterfly california carolina caroline catherine celticfc changeme changeme1
changeme123 charlie1 charlotte cheyenne chicago1 chocolate christian christina christine chelsea1 claudia1 cocacola colorado computer
computer1 corvette courtney cowboys1 creative cristian cristina daniel123 danielle database december default1 dell1234 diamond1 discover dolphin1 dolphins
dragon123 dragonball einstein elephant elizabeth emmanuel enterpri evolution excalibur facebook fantasia federico ferrari1 fireball fireman1
florence florida1 football football1 forever1 franklin freedom1 friendly friends1 fuckyou1 fuckyou123 fuckyou2 ganesha1 garfield gateway1
giovanni goldfish godzilla google123 hallo123 hannah123 hardcore hello123 hello1234 hellohello helloworld hercules homer123 hunter123 hyderabad
idontknow iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou2 iloveyou! iloveyouu inuyasha infinity internet internet1 isabella
iverson3 jackson1 jennifer jessica1 jessica123 jonathan jordan123 jordan23 juliana1 juventus katherine keyboard killer123 kimberly kristina lakers24 lasvegas
lebron23 letmein1 letmein123 letmeinnow leonardo liverpool liverpool1 login123 london123 lovelove loveyou1 lovely123 macintosh manchester
marina123 marlboro maradona margarita mariposa martin123 master123 maverick mercedes metallica metallic michael1 michael123 michelle midnight
millions mississippi mitchell mohammed monday123 monkey123 monster1 montana1 mothermother motorola motorpool motorpool1 motorpool123
mountain mustang1 mustang123 myspace1 nastya123 nathan123 newcastle newpassword newyork1 nicholas nicholas1 nintendo nirvana1 nothing1 november
p@$$w0rd p@ssw0rd p@ssw0rd1 p@ssw0rd123 p@ssword p@ssword1 pa$$w0rd pa$$word pakistan pakistan123 panasonic panther1 paradise passpass
passw0rd passw0rd1 passw0rd123 passw0rd! password password! password!1 password0 password00 password01 password1 password1! password10 password11
password12 password12! password123 password123! password1234 password12345 password2 password3 password4 password5 password7 password8 password9
password99 password@1 password@123 passwordpassword passwort passwort1 patricia penguin1 personal philippe phoenix1 platinum playboy1 player123 playstation
pokemon1 pokemon123 politics porsche1 portugal precious princess princess1 princess12 princess123 princesa professor q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
qazwsx123 qazwsxed qazwsxedc qazwsxedcrfv qqqqqqqq qwaszx12 qwe123456 qwe123qwe qweasdzx qweasdzxc qweqweqwe qwer1234 qwer12345 qwerasdf
qwerqwer qwert123 qwert1234 qwert12345 qwerty11 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty1! qwerty321 qwertyqwerty qwertyui
qwertyuio qwertyuiop qwertyuiop1 qwertyuiop[] qwertzui qwertzuiop raiders1 rammstein ranger123 realmadrid rebecca1 remember rincewind
robinson rockstar rockstar1 ronaldo7 rootroot rosebud1 runescape samantha samsung1 samsung123 samuel123 santiago sayangku scarface scorpion sebastian
secret12 secret123 senators september serenity sergey123 shadow123 shannon1 simpsons singapore skateboard slipknot slipknot1 snickers snowball soccer12
softball someone1 spiderman spiderman1 spiderma sponge123 spongebob spongebob1 srilanka standard starcraft stargate startrek starwars
starwars1 steelers stephanie strawberry success1 summer123 summer2024 summer2025 sunflower sunshine sunshine1 sunshine123 superman superman1 superman123 superstar
sweetheart swordfish tarheels teddybear tennis123 tequiero test1234 test12345 testing1 testing123 testtest thailand thebeatles thegreat theking1
thomas123 thunder1 tigger12 tinkerbell tokiohotel toyota123 trinity1 trustno1 trustnoone tweety12 twilight undertaker unknown1 valentina
valentin vanessa1 veronica victoria victoria1 vietnam1 vladimir voyager1 warcraft warhammer wednesday welcome1 welcome12 welcome123 welcome1234 welcome@123
westside whatever whatever1 wildcats williams windows1 winter123 winter2024 winter2025 wolverine wordpass xbox360x xxxxxxxx yankees1 yamaha123 yellow12
yesterday youtube1 z1x2c3v4 zaq12wsx zaq1xsw2 zaq1zaq1 zaqwsx123 zxcasdqwe zxcv1234 zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm, zxczxczxc zzzzzzzz`;

export const commonPasswords: ReadonlySet<string> = new Set(list.split(/\s+/).filter((entry) => entry !== ""));
