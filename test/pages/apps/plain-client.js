import 'typewriter-stream';
